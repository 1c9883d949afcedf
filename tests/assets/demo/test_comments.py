import csv
import json
import re

import pytest
import yaml

from assets.demo.inbox import write_demo
from assets.demo.phrases import GROUPS, PHRASES_FOLDER, SLOTS

LANGUAGES = ("en", "ko", "fi")


def phrases(language):
    groups = {}
    for path in sorted(PHRASES_FOLDER.glob(f"{language}_*.yml")):
        for name, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            assert name not in groups
            groups[name] = texts
    return groups


def cells(path, column, encoding):
    with path.open(encoding=encoding, newline="") as file:
        return [row[column] for row in list(csv.reader(file))[3:] if row[column]]


@pytest.fixture(scope="module")
def comments(tmp_path_factory):
    home = tmp_path_factory.mktemp("twenty_thousand")
    write_demo(home, tickets=20_000, seed=7)
    surveys = home / "inbox/surveys"
    rows = json.loads((surveys / "delighted_english.json").read_text(encoding="utf-8"))
    return {
        "en": [row["comment"] for row in rows if row["comment"]],
        "ko": cells(surveys / "qualtrics_korea.csv", 19, "utf-8-sig"),
        "fi": cells(surveys / "surveymonkey_finland.csv", 11, "utf-8"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_group_and_several_hundred_phrases(language):
    groups = phrases(language)
    assert set(groups) == set(GROUPS) - {"none"}
    texts = [text for group in groups.values() for text in group]
    assert len(texts) >= 350
    assert len(set(texts)) >= len(texts) - 5
    assert all(isinstance(text, str) and text.strip() == text for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_at_most_one_slot_and_only_known_ones(language):
    for group in phrases(language).values():
        for text in group:
            slots = re.findall(r"\{(.*?)\}", text)
            assert len(slots) <= 1
            assert set(slots) <= set(SLOTS)


def test_comments_are_varied(comments):
    distinct = {text for texts in comments.values() for text in texts}
    assert len(distinct) >= 1_500


def test_no_slot_is_left_unfilled(comments):
    assert [
        text for texts in comments.values() for text in texts if "{" in text or "}" in text
    ] == []


def test_each_market_writes_in_its_language(comments):
    hangul = [text for text in comments["ko"] if re.search("[가-힣]", text)]
    assert len(hangul) > 0.95 * len(comments["ko"])
    assert not any(re.search("[가-힣]", text) for text in comments["fi"] + comments["en"])
    finnish = sum("ä" in text or "ö" in text for text in comments["fi"])
    assert finnish > 0.6 * len(comments["fi"])
    assert sum("ä" in text for text in comments["en"]) == 0


def test_some_comments_hold_personal_data_to_redact(comments):
    text = "\n".join(text for texts in comments.values() for text in texts)
    assert re.search(r"\w+@example\.(com|fi|org)", text)
    assert re.search(r"010-0000-\d{4}", text)
    assert re.search(r"\+358 40 000 \d{4}", text)


def test_some_comments_are_short_have_emoji_or_two_lines(comments):
    texts = [text for found in comments.values() for text in found]
    assert sum(len(text) < 15 for text in texts) > 30
    assert any(re.search("[😀-🙏👍👏]", text) for text in texts)
    assert any("\n" in text for text in texts)
