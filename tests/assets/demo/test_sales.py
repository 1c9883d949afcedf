import csv
import json
from collections import Counter
from datetime import UTC, datetime

import numpy as np
import pytest

from assets.demo.chunks import plan_chunks
from assets.demo.customers import LATEST_TRY, SEGMENTS, second_tries
from assets.demo.orders import NOBODY, draw_orders
from assets.demo.period import AS_OF, DAY_SECONDS, DAYS, FIRST_DAY, START
from assets.demo.story import draw_story

GENERATIONS = (1946, 1965, 1981, 1997)  # first years of boomers, X, millennials and Z


def good(path):
    """The rows that are right, each once."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = {tuple(row.values()): row for row in csv.DictReader(file)}.values()
    return [row for row in rows if all(not cell.endswith("?") for cell in row.values())]


@pytest.fixture(scope="module")
def customers(home):
    rows = good(home / "inbox/sales/customers.csv")
    return {row["customer_id"]: row for row in rows if row["customer_id"]}


@pytest.fixture(scope="module")
def stories(world):
    return [draw_story(world, chunk) for chunk in plan_chunks(world.season.tickets_by_day)]


@pytest.fixture(scope="module")
def orders(world, stories):
    return [draw_orders(world, story) for story in stories]


def test_every_customer_who_writes_is_known_and_came_before(home, customers):
    for path in sorted((home / "inbox/support").glob("tickets_*.csv")):
        for row in good(path):
            if row["ticket_id"] and row["created_at"].startswith("202"):
                customer = customers[row["requester_id"]]
                assert customer["customer_since"] <= row["created_at"][:10]


def test_a_survey_names_the_country_that_the_customers_list_names(home, customers):
    rows = json.loads((home / "inbox/surveys/delighted_english.json").read_text("utf-8"))
    told = {row["person_properties"]["customer_id"]: row["person_properties"] for row in rows}
    assert {told[who]["country"] for who in told} == {"GB", "IE"}
    assert all(
        customers[who]["country"] == told[who]["country"] for who in told if who != "C000001"
    )


def test_all_generations_are_there_and_some_keep_their_age_to_themselves(customers):
    people = [row for row in customers.values() if row["segment"] == "home"]
    years = [int(row["birth_year"]) for row in people if row["birth_year"]]
    born = Counter(np.searchsorted(GENERATIONS, years, side="right").tolist())
    bands = sum(row["age_band"] != "" for row in people)

    assert set(born) == {0, 1, 2, 3, 4}
    assert all(2026 - 95 <= year <= 2026 - 18 for year in years)
    assert 0.5 < len(years) / len(people) < 0.7
    assert 0.1 < bands / len(people) < 0.3
    assert not any(row["birth_year"] and row["age_band"] for row in people)
    assert {row["segment"] for row in customers.values()} == set(SEGMENTS)
    assert not any(row["birth_year"] for row in customers.values() if row["segment"] != "home")


def test_most_customers_write_once_or_twice_and_a_few_very_often(world, stories):
    customer = np.concatenate([story.tickets.customer for story in stories])
    times = np.unique(customer, return_counts=True)[1]
    assert 0.4 < (times <= 2).mean() < 0.7
    assert 0.02 < (times > 10).mean() < 0.1
    assert times.max() > 20
    often = world.customers.segments(np.unique(customer)[times > 10])
    assert (often != list(SEGMENTS).index("home")).mean() > 0.8


def test_second_tries_are_about_the_same_matter_and_soon_after():
    rng = np.random.default_rng(1)
    created = np.sort(rng.integers(START, START + 30 * DAY_SECONDS, 5_000))
    matter = rng.integers(0, 33, 5_000)
    source = second_tries(rng, matter, created)
    again = source != np.arange(5_000)

    assert 0.06 < again.mean() < 0.1
    assert (matter[source] == matter).all()
    gap = (created - created[source])[again]
    assert (gap > 0).all()
    assert gap.max() <= LATEST_TRY


def test_newcomers_come_once_and_on_a_day_of_their_chunk(world):
    by_day, base = world.season.tickets_by_day, world.customers
    chunks = plan_chunks(by_day, size=70)
    found = [base.newcomers(c.first, c.first + c.count, world.tickets) for c in chunks]
    everyone = np.arange(base.total) + 1

    came = np.sort(np.concatenate(found))
    assert np.array_equal(came, everyone[base.joined(everyone) >= 0])
    for chunk, new in zip(chunks, found, strict=True):
        months = {DAYS[day].strftime("%Y-%m") for day in base.joined(new)}
        assert months <= {chunk.month}


def test_an_order_is_placed_by_a_customer_of_that_day_and_before_the_as_of(world, orders):
    for found in orders:
        day = (found.at - START) // DAY_SECONDS
        assert (world.customers.joined(found.customer) <= day).all()
        assert (found.at < AS_OF).all()
        assert (np.diff(found.at) >= 0).all()
    number = np.concatenate([found.number for found in orders])
    assert len(np.unique(number)) == len(number) > world.tickets / 3


def test_who_is_referred_orders_for_the_first_time_and_not_because_of_themselves(world, orders):
    referred = 0
    for found in orders:
        sent = found.referrer != NOBODY
        referred += sent.sum()
        day = (found.at - START) // DAY_SECONDS
        assert (world.customers.joined(found.customer) == day)[sent].all()
        assert (found.referrer != found.customer).all()
        units = world.customers.units
        assert (units(found.referrer[sent]) == units(found.customer[sent])).all()
    assert 0.01 < referred / world.tickets < 0.04


def test_who_was_served_well_orders_again_and_sends_friends(stories, orders):
    """Compares the customers of a chunk's best third of tickets with those of its worst."""
    shares = {"best": [0, 0, 0], "worst": [0, 0, 0]}
    for story, found in zip(stories, orders, strict=True):
        low, high = np.quantile(story.mood, [1 / 3, 2 / 3])
        later = found.at > story.tickets.created.min() + 3 * DAY_SECONDS
        for name, chosen in (("worst", story.mood < low), ("best", story.mood > high)):
            who = story.tickets.customer[chosen]
            shares[name][0] += len(who)
            shares[name][1] += np.isin(who, found.customer[later]).sum()
            shares[name][2] += np.isin(found.referrer, who).sum()
    again = {name: found[1] / found[0] for name, found in shares.items()}
    friends = {name: found[2] for name, found in shares.items()}
    assert 1.2 < again["best"] / again["worst"] < 3
    assert friends["best"] > 1.5 * friends["worst"]


def test_amounts_are_in_the_currency_of_the_country(home, customers):
    currencies = {"KR": "KRW", "FI": "EUR", "GB": "GBP", "IE": "EUR"}
    rows = [row for row in good(home / "inbox/sales/orders.csv") if row["order_no"][:3] == "O00"]
    assert len(rows) > 1_000
    for row in rows:
        assert currencies[customers[row["customer_id"]]["country"]] == row["currency"]
        assert float(row["total"]) > 0
        assert row["currency"] != "KRW" or float(row["total"]) % 100 == 0


def test_dates_of_joining_reach_back_for_years(customers):
    since = [datetime.fromisoformat(row["customer_since"]) for row in customers.values()]
    first = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day)
    assert min(since).year <= 2017
    assert 0.2 < np.mean([day >= first for day in since]) < 0.4
    assert max(since) < datetime.fromtimestamp(AS_OF, UTC).replace(tzinfo=None)
