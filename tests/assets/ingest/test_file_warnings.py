"""What is odd about a file is said once, counted, and costs no row."""

import pytest

ORDERS = "order_id,customer_id,ordered_at,amount,currency"
SURVEY = "response_id,submitted_at,kind,score,scale_min,scale_max,comment,customer_id,invited_at"
EVENTS = "ticket_id,at,event,value,is_public,actor_id,actor_role"


def warnings(house, *columns):
    rows = house.rows("from file_warnings order by load_id, code")
    return [tuple(row[name] for name in columns) for row in rows]


def answer(number, score):
    return f"{number},2026-05-01 10:00:00,csat,{score},1,5,,,"


def test_scores_beyond_the_declared_scale_are_refused_and_raise_one_warning(house):
    house.source("survey")
    house.drop("survey.csv", [SURVEY, answer(1, 4), answer(2, 9), answer(3, 5), answer(4, 6)])
    (load,) = house.take_in()
    assert (load.stored, load.quarantined) == (2, 2)
    assert house.quarantine("line", "reason") == [
        (3, "score_out_of_range"),
        (5, "score_out_of_range"),
    ]
    assert warnings(house, "code", "column_name", "n", "first_line", "message") == [
        (
            "scale_drift",
            "score",
            2,
            3,
            "2 of 4 scores lie outside of the declared scale",
        )
    ]


@pytest.mark.parametrize(
    ("zone", "gap", "overlap"),
    [
        ("Europe/Helsinki", "2026-03-29 03:30:00", "2025-10-26 03:30:00"),
        ("Europe/London", "2026-03-29 01:30:00", "2025-10-26 01:30:00"),
        ("America/New_York", "2026-03-08 02:30:00", "2025-11-02 01:30:00"),
    ],
)
@pytest.mark.parametrize("date_format", [None, "%Y-%m-%d %H:%M:%S"])
def test_times_that_the_clock_showed_twice_or_never_are_flagged(
    house, zone, gap, overlap, date_format
):
    house.source("orders", time_zone=zone, date_format=date_format)
    times = ["2026-01-05 03:30:00", overlap, gap, overlap, "2026-03-30 03:30:00"]
    house.drop("orders.csv", [ORDERS, *[f"{n},c,{time},1,EUR" for n, time in enumerate(times)]])
    (load,) = house.take_in()
    assert load.stored == 5
    assert warnings(house, "code", "column_name", "n", "first_line") == [
        ("time_repeated", "ordered_at", 2, 3),
        ("time_skipped", "ordered_at", 1, 4),
    ]


@pytest.mark.parametrize("zone", ["Asia/Seoul", "UTC"])
def test_zone_whose_clocks_stand_still_raises_no_warning(house, zone):
    house.source("orders", time_zone=zone)
    house.drop("orders.csv", [ORDERS, "1,c,2026-03-29 03:30:00,1,EUR"])
    house.take_in()
    assert warnings(house, "code") == []


def test_time_with_an_offset_is_in_no_doubt(house):
    house.source("orders", time_zone="Europe/Helsinki")
    house.drop("orders.csv", [ORDERS, "1,c,2025-10-26 03:30:00+03:00,1,EUR"])
    house.take_in()
    assert warnings(house, "code") == []


def test_columns_that_came_and_went_are_recorded(house):
    house.source("orders", columns=["order_id", "customer_id", "ordered_at"])
    house.drop("orders_1.csv", ["order_id,customer_id,ordered_at,store", "1,c,2026-05-01,a"])
    house.drop("orders_2.csv", ["ordered_at,order_id,customer_id,till", "2026-05-02,2,c,b"])
    loads = house.take_in()
    assert [load.stored for load in loads] == [1, 1]
    assert warnings(house, "file", "code", "message") == [
        ("orders_2.csv", "columns_added", "columns came since orders_1.csv: till"),
        (
            "orders_2.csv",
            "columns_gone",
            "columns went since orders_1.csv: store",
        ),
    ]


def test_events_that_no_model_knows_are_kept_and_counted(house):
    house.source("events")
    rows = [
        f"T1,2026-05-01 10:00:0{n},{name},,,," for n, name in enumerate(["x", "status", "x", "Y"])
    ]
    house.drop("events.csv", [EVENTS, *rows])
    (load,) = house.take_in()
    assert load.stored == 4
    assert warnings(house, "code", "n", "first_line", "message") == [
        ("unknown_event", 3, 2, "3 events of 2 names that no model knows")
    ]


def test_events_that_no_model_knows_are_counted_with_those_that_repeat(house):
    house.source("events")
    for name in ("events_1.csv", "events_2.csv"):
        house.drop(
            name, [EVENTS, *["T1,2026-05-01 10:00:00,x,,,,"] * 2, f"T1,2026-05-02,{name},,,,"]
        )
    assert [load.duplicates for load in house.take_in()] == [1, 2]
    assert warnings(house, "file", "n") == [("events_1.csv", 3), ("events_2.csv", 3)]


def test_file_without_rows_raises_a_warning_and_wipes_nothing(house):
    house.source("orders")
    house.drop("orders_1.csv", [ORDERS, "1,c,2026-05-01,1,EUR"])
    house.drop("orders_2.csv", [ORDERS])
    house.take_in()
    assert warnings(house, "file", "code", "n") == [("orders_2.csv", "no_rows", 0)]
    assert len(house.staged("orders")) == 1


def test_warnings_of_a_file_that_is_read_again_are_not_doubled(house):
    house.source("survey")
    house.drop("survey.csv", [SURVEY, answer(1, 4), answer(2, 9)])
    house.take_in()
    house.take_in(full=True)
    assert warnings(house, "code") == [("scale_drift",)]
