"""Ideas: the same suggestion in three languages, its trend, and what hidden months tell."""

from datetime import date, datetime, timedelta
from math import sqrt
from statistics import NormalDist

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.ideas import idea_words_table
from assets.sentiment.scoring import score_comments

AS_OF = datetime(2024, 6, 30, 12)
few_examples = settings(max_examples=40, deadline=None, derandomize=True)
SUGGESTIONS = {
    "dark_mode": {
        "en": "Please add a dark mode to the app.",
        "fi": "Lisätkää sovellukseen tumma tila.",
        "ko": "앱에 다크 모드 추가해 주세요.",
    },
    "messages": {
        "en": "Could you send a text message when the technician is on the way?",
        "fi": "Voisitteko lähettää tekstiviestin, kun asentaja on tulossa?",
        "ko": "기사님 출발할 때 문자 주시면 어떨까요?",
    },
    "queue_position": {
        "en": "Maybe you could show the queue position on the phone.",
        "fi": "Puhelimessa voisi kertoa, monentena jonossa on.",
        "ko": "전화 대기 순번을 알려 주면 덜 답답할 것 같아요.",
    },
    "opening_hours": {
        "en": "It would be nice if you were open on Saturdays.",
        "fi": "Olisi hyvä, jos olisitte auki myös lauantaisin.",
        "ko": "토요일에도 상담해 주시면 좋겠어요.",
    },
    "subscription": {
        "en": "It would be great to have a refill subscription.",
        "fi": "Olisi hienoa, jos täyttöpakkauksista saisi kestotilauksen.",
        "ko": "리필 구독 서비스를 만들어 주세요.",
    },
}


def topics_of(texts, languages):
    scores = score_comments(pa.array(texts), pa.array(languages))
    return [dict(topics) for topics in scores["topics"].to_pylist()]


@pytest.mark.parametrize("idea", SUGGESTIONS)
def test_a_suggestion_is_the_same_idea_in_every_language(workbench, idea):
    languages, texts = list(SUGGESTIONS[idea]), list(SUGGESTIONS[idea].values())
    said = languages, texts, topics_of(texts, languages)
    comments = [
        {"comment_id": language, "is_from_customer": True, "text": text, "topics": topics}
        for language, text, topics in zip(*said, strict=True)
    ]
    words = idea_words_table().to_pylist()
    given = {"intermediate.scored_comments": comments, "reference.idea_words": words}
    found = workbench.run_chain("intermediate.idea_comments", given)
    assert {row["comment_id"]: row["idea"] for row in found} == dict.fromkeys(languages, idea)


def comments_of(counts):
    """Comments of customers of which some suggest an idea: (day, all, with the idea)."""
    rows = [
        {"comment_id": f"{day}-{number}", "at": datetime.combine(day, datetime.min.time())}
        for day, all_of_them, _ in counts
        for number in range(all_of_them)
    ]
    named = {f"{day}-{number}" for day, _, some in counts for number in range(some)}
    ideas = [row | {"idea": "app"} for row in rows if row["comment_id"] in named]
    comments = [row | {"is_from_customer": True, "label": "positive"} for row in rows]
    return {"intermediate.scored_comments": comments, "intermediate.idea_comments": ideas}


def wilson(k, n, z):
    middle = (k + z * z / 2) / (n + z * z)
    half = z * sqrt(k * (n - k) / n + z * z / 4) / (n + z * z)
    return middle - half, middle + half


def trend_of(recent, of_recent, earlier, of_earlier):
    """Newcombe 1998, method 10, at 99.9 %."""
    z = NormalDist().inv_cdf(0.9995)
    (low, high), (low_before, high_before) = (
        wilson(recent, of_recent, z),
        wilson(earlier, of_earlier, z),
    )
    p, q = recent / of_recent, earlier / of_earlier
    if p - q - sqrt((p - low) ** 2 + (high_before - q) ** 2) > 0:
        return "rising"
    if p - q + sqrt((high - p) ** 2 + (q - low_before) ** 2) < 0:
        return "falling"
    return "steady"


spans = st.integers(20, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@few_examples
@given(recent=spans, earlier=spans)
def test_an_idea_rises_where_the_difference_of_shares_is_sure(workbench, recent, earlier):
    days = [(date(2024, 6, 30), recent[1], recent[0]), (date(2024, 1, 1), earlier[1], earlier[0])]
    found = workbench.run_chain("intermediate.idea_trends", comments_of(days), AS_OF)
    trends = [row["trend"] for row in found]
    assert trends == ([trend_of(*recent, *earlier)] if recent[0] + earlier[0] else [])


months = st.lists(st.integers(1, 60), min_size=1, max_size=12)


def ideas_of(counts):
    """Comments that suggest one idea, so many in each month."""
    day = date(2024, 1, 15)
    return [
        {"comment_id": f"{month}-{number}", "idea": "app", "at": day + timedelta(days=31 * month)}
        for month, count in enumerate(counts)
        for number in range(count)
    ]


def numbers_of_two_days(workbench, table, counts):
    """What a table tells of an idea on a day, and on the next, when one more comment has come."""
    numbers = []
    for today in (counts, [*counts[:-1], counts[-1] + 1]):
        given = {"intermediate.idea_comments": ideas_of(today)}
        given["intermediate.comments"] = [{"comment_id": "s:1", "is_from_customer": True}]
        rows = workbench.run_chain(table, given, AS_OF)
        numbers += [row["n"] for row in rows if row["n"] is not None]
    return numbers


@few_examples
@given(counts=months)
def test_no_two_numbers_of_an_idea_differ_by_few_on_two_days(workbench, counts):
    """Whoever subtracts months from the total, or yesterday from today, learns nothing of few."""
    numbers = numbers_of_two_days(workbench, "marts.company_ideas", counts)
    assert all(n >= 20 for n in numbers)
    assert {abs(one - other) for one in numbers for other in numbers}.isdisjoint(range(1, 10))


def test_exact_numbers_of_an_idea_on_two_days_differ_by_the_comment_in_between(workbench):
    yesterday, *_, today = numbers_of_two_days(workbench, "marts.ideas", [30])
    assert today - yesterday == 1
