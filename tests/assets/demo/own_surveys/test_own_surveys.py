import csv
from collections import Counter, defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from assets.demo.own_surveys.wording import LANGUAGES, load

OBSTACLES = load("pulse.yml")
NOTES = load("mystery.yml")
HELSINKI = ZoneInfo("Europe/Helsinki")


def rows(home, name, encoding="utf-8"):
    """The good rows of a file, each once, without the header."""
    with (home / f"inbox/surveys/{name}.csv").open(encoding=encoding, newline="") as file:
        found = list(csv.reader(file))[1:]
    return list({tuple(row): row for row in found}.values())


@pytest.fixture(scope="module")
def pulse(home):
    found = rows(home, "limesurvey_pulse", "utf-8-sig")
    return [row for row in found if row[1] and row[8] != "6"]


@pytest.fixture(scope="module")
def enps(home):
    return [row for row in rows(home, "google_forms_enps") if row[2].isdigit() and row[2] != "11"]


@pytest.fixture(scope="module")
def visits(home):
    return [row for row in rows(home, "typeform_mystery") if row[8] and row[3].isdigit()]


def kinds_of(phrases, language):
    return {text: kind for kind, texts in phrases.items() for text in texts[language]}


def language_of(world, team):
    unit = next(row.unit for row in world.company.teams if row.team == team)
    return next(row.language for row in world.company.units if row.unit == unit)


@pytest.mark.parametrize("phrases", [OBSTACLES["phrases"], NOTES["phrases"]])
def test_everything_can_be_said_in_every_language_and_only_once(phrases):
    texts = [text for kind in phrases.values() for found in kind.values() for text in found]
    assert all(set(kind) == set(LANGUAGES) for kind in phrases.values())
    assert len(set(texts)) == len(texts)


def test_limesurvey_has_a_mark_and_every_cell_in_quotes(home):
    content = (home / "inbox/surveys/limesurvey_pulse.csv").read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"id","submitdate"')
    lines = content.decode("utf-8-sig").splitlines()
    assert all(line.count('","') == 10 for line in lines)
    assert all(line[0] == line[-1] == '"' for line in lines)


def test_the_pulse_knows_the_team_and_the_language_and_nobody(world, pulse):
    known = {name for agent in world.agents for name in (agent.first_name, agent.agent_id)}
    for row in pulse:
        assert row[3] == language_of(world, row[7])
        assert row[9] == "" or row[9] in kinds_of(OBSTACLES["phrases"], row[3])
        assert not known & set(" ".join(row).replace(",", " ").replace(".", " ").split())


def test_only_those_in_service_answer_a_pulse(world, pulse):
    """No team has more answers in a month than people; three in four answer."""
    answers = Counter((row[1][:7], row[7]) for row in pulse)
    asked = 0
    for month in {month for month, _ in answers}:
        day = date.fromisoformat(f"{month}-08")
        posts = [post for agent in world.agents if (post := agent.post_on(day))]
        seats = Counter(post.team for post in posts if post.in_service)
        asked += sum(seats.values())
        assert all(answers[month, team] <= seats[team] for team in seats)
    assert len({month for month, _ in answers}) == 15
    assert 0.65 < len(pulse) / asked < 0.85


def test_every_team_has_an_obstacle_of_its_own(world, pulse):
    named = defaultdict(Counter)
    for row in pulse:
        if row[9]:
            named[row[7]][kinds_of(OBSTACLES["phrases"], row[3])[row[9]]] += 1
    lasting = [row for row in OBSTACLES["teams"] if not {"from", "to"} & set(row)]
    assert len(lasting) >= 8
    for row in lasting:
        counts = named[row["team"]]
        others = (counts.total() - counts[row["obstacle"]] - counts["nothing"]) / 6
        assert counts[row["obstacle"]] > 1.5 * others, row


def test_an_obstacle_that_is_removed_is_named_no_longer(world, pulse):
    until = next(row for row in OBSTACLES["teams"] if row["team"] == "Seoul Billing")["to"]
    unclear = set(OBSTACLES["phrases"]["unclear_rules"]["ko"])
    said = [row for row in pulse if row[7] == "Seoul Billing" and row[9]]
    before = [row[9] in unclear for row in said if row[1][:7] <= until]
    after = [row[9] in unclear for row in said if row[1][:7] > until]
    assert np.mean(before) > 0.4
    assert np.mean(after) < 0.3


def test_overtime_presses_on_the_mood(world, pulse, enps):
    overtime = dict(zip(world.company.team_names, world.company.of_teams("overtime"), strict=True))
    for found, team, score in ((pulse, 7, 8), (enps, 1, 2)):
        scores = np.array([float(row[score]) for row in found])
        hours = np.array([overtime[row[team]] for row in found])
        assert np.corrcoef(scores, hours)[0, 1] < -0.2


def test_no_two_answers_of_the_form_share_a_second(enps):
    times = [row[0] for row in enps]
    assert len(set(times)) == len(times) > 200
    assert len({row[0][:2] for row in enps}) == 4


def test_times_of_the_staff_surveys_exist_exactly_once_in_helsinki(pulse, enps):
    read = [(row[1], "%Y-%m-%d %H:%M:%S") for row in pulse]
    read += [(row[0], "%m/%d/%Y %H:%M:%S") for row in enps]
    for text, style in read:
        local = datetime.strptime(text, style).replace(tzinfo=HELSINKI)
        assert local.utcoffset() == local.replace(fold=1).utcoffset()
        assert local < datetime(2026, 10, 1, tzinfo=HELSINKI)


def test_every_team_is_visited_and_its_skill_shows(world, visits):
    scores = defaultdict(list)
    for row in visits:
        scores[row[1]].append(int(row[3]))
        assert row[6] == language_of(world, row[1])
        assert row[7] < row[8] < "2026-10-01"
    assert len({row[0] for row in visits}) == len(visits) == 720
    assert all(len(row[0]) == 32 for row in visits)
    means = [np.mean(scores[team]) for team in world.company.team_names]
    assert np.corrcoef(means, world.company.of_teams("skill"))[0, 1] > 0.8


def test_a_shopper_notes_what_fits_the_score(visits):
    fitting = {"good": (8, 10), "middle": (6, 7), "bad": (1, 5)}
    said = 0
    for row in visits:
        kinds = kinds_of(NOTES["phrases"], row[6])
        found = {kind for text, kind in kinds.items() if text in row[4]}
        assert len(found) == (row[4] != "")
        for kind in found:
            low, high = fitting[kind]
            assert low <= int(row[3]) <= high
            said += 1
    assert said > 500
