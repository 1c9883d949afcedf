"""An export that is still being written is left alone until it is complete."""

import dataclasses
import os
import threading
import time

import pytest

from assets.ingest.intake import take_in

HEADER = "order_id,customer_id,ordered_at\n"
SETTLE_SECONDS = 0.3


def order(number):
    return f"{number},c,2026-05-01 10:00:00\n"


@pytest.fixture
def shop(house):
    house.source("orders", columns=["order_id", "customer_id", "ordered_at"])
    return house


def take_in_patiently(house):
    """One ingest that waits until files are still."""
    run = dataclasses.replace(house.run(), settle_seconds=SETTLE_SECONDS)
    house.lines.clear()
    return take_in(run, house.lines.append)


@pytest.fixture
def slow_upload(shop):
    """A file that grows by whole lines until it is told to stop."""
    stop = threading.Event()
    path = shop.drop("orders.csv", HEADER + order(0))

    def write():
        number = 1
        while not stop.wait(SETTLE_SECONDS / 6):
            with path.open("a") as file:
                file.write(order(number))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()

    def finish():
        stop.set()
        writer.join()
        return path

    yield finish
    finish()


def test_upload_that_grows_is_never_read_early(shop, slow_upload):
    assert take_in_patiently(shop) == []
    assert shop.lines == ["orders: orders.csv is being written to; left for the next run"]
    path = slow_upload()
    (load,) = take_in_patiently(shop)
    assert load.stored == path.read_text().count("\n") - 1
    assert len(shop.raw("orders")) == load.stored


def test_file_that_was_written_just_now_and_is_still_is_read(shop):
    shop.drop("orders.csv", HEADER + order(1))
    assert [load.stored for load in take_in_patiently(shop)] == [1]


def test_marker_says_that_a_file_is_complete(shop, monkeypatch):
    shop.drop("orders.csv", HEADER + order(1))
    shop.drop("orders.csv.done", "")
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("a marked file needs no waiting"))
    assert [load.file for load in take_in_patiently(shop)] == ["orders.csv"]


def test_file_that_has_been_still_for_long_is_read_without_waiting(shop, monkeypatch):
    path = shop.drop("orders.csv", HEADER + order(1))
    os.utime(path, (path.stat().st_mtime - 60,) * 2)
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("an old file needs no waiting"))
    assert [load.file for load in take_in_patiently(shop)] == ["orders.csv"]


def test_other_files_are_read_while_one_grows(shop, slow_upload):
    shop.drop("orders_2.csv", HEADER + order(2))
    assert [load.file for load in take_in_patiently(shop)] == ["orders_2.csv"]
