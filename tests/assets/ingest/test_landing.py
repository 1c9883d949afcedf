import hashlib

import pytest

from assets.contracts.sources import load_sources
from assets.ingest.landing import find_files, land, unclaimed_files

HEADER = "order_id,customer_id,ordered_at,amount,currency"
CONTENT = [HEADER, "1,c,2026-05-01 10:00:00,5,EUR"]


@pytest.fixture
def shop(house):
    house.source("orders", files="**/orders*.csv")
    return house


def source_of(house):
    return load_sources(house.home.sources)[0]


def landed(house):
    return [path for path in house.home.landing.rglob("*") if path.is_file()]


def loaded(house):
    return house.column("select file from ledger order by file")


def test_copy_is_named_by_the_hash_of_its_content_and_read_only(shop):
    content = shop.drop("orders.csv", CONTENT).read_bytes()
    shop.take_in()
    (copy,) = landed(shop)
    sha256 = hashlib.sha256(content).hexdigest()
    assert (copy.name, copy.parent.name) == (sha256, sha256[:2])
    assert copy.read_bytes() == content
    assert copy.stat().st_mode & 0o777 == 0o440


def test_equal_files_share_one_copy(shop):
    shop.source("again", "orders", files="a/orders*.csv")
    shop.drop("a/orders.csv", CONTENT)
    shop.drop("b/orders.csv", CONTENT)
    shop.take_in()
    assert len(landed(shop)) == 1


def test_copy_stays_when_the_export_changes_or_goes(shop):
    path = shop.drop("orders.csv", CONTENT)
    shop.take_in()
    before = landed(shop)[0].read_bytes()
    shop.drop("orders.csv", [HEADER])
    shop.take_in()
    path.unlink()
    assert before in [copy.read_bytes() for copy in landed(shop)]


def test_name_of_a_copy_is_the_hash_of_the_whole_content(shop):
    content = bytes(range(256)) * 10_000
    (shop.home.inbox / "orders.csv").write_bytes(content)
    (file,) = find_files(shop.home, source_of(shop))
    landed_file = land(shop.home, file)
    assert landed_file.sha256 == hashlib.sha256(content).hexdigest()
    assert landed_file.path.read_bytes() == content


def test_file_that_is_written_to_meanwhile_waits_for_the_next_run(shop):
    shop.drop("orders.csv", CONTENT)
    (file,) = find_files(shop.home, source_of(shop))
    shop.drop("orders.csv", [*CONTENT, "2,c,2026-05-01 10:00:00,5,EUR"])
    assert land(shop.home, file) is None
    assert landed(shop) == []
    assert [load.stored for load in shop.take_in()] == [2]


def test_copy_that_was_lost_is_made_again(shop):
    shop.drop("orders.csv", CONTENT)
    shop.take_in()
    landed(shop)[0].unlink()
    assert shop.take_in() == []
    assert len(landed(shop)) == 1


def test_files_come_in_the_order_of_their_names(shop):
    for name in ("b/orders.csv", "a/orders_2.csv", "a/orders_1.csv"):
        shop.drop(name, [*CONTENT, f"{name},c,2026-05-01 10:00:00,5,EUR"])
    assert [load.file for load in shop.take_in()] == [
        "a/orders_1.csv",
        "a/orders_2.csv",
        "b/orders.csv",
    ]


@pytest.fixture
def secret_file(tmp_path):
    path = tmp_path / "elsewhere" / "orders.csv"
    path.parent.mkdir()
    path.write_text("\n".join([HEADER, "666,c,2026-05-01 10:00:00,5,EUR"]), "utf-8")
    return path


def test_link_to_a_file_outside_is_not_read(shop, secret_file):
    (shop.home.inbox / "orders.csv").symlink_to(secret_file)
    assert shop.take_in() == []
    assert landed(shop) == []


def test_link_to_a_folder_outside_is_not_read(shop, secret_file):
    (shop.home.inbox / "more").symlink_to(secret_file.parent)
    shop.source("direct", "orders", files="more/orders.csv")
    assert shop.take_in() == []
    assert landed(shop) == []


def test_link_to_another_export_is_not_read(shop):
    path = shop.drop("orders.csv", CONTENT)
    (shop.home.inbox / "orders_link.csv").symlink_to(path)
    shop.take_in()
    assert loaded(shop) == ["orders.csv"]


def test_link_that_leads_nowhere_is_no_error(shop):
    (shop.home.inbox / "orders.csv").symlink_to(shop.home.inbox / "gone.csv")
    assert shop.take_in() == []


def test_inbox_behind_a_link_is_read(new_house, tmp_path):
    house = new_house()
    real = tmp_path / "volume"
    house.home.inbox.rename(real)
    house.home.inbox.symlink_to(real)
    house.source("orders")
    house.drop("orders.csv", CONTENT)
    assert [load.stored for load in house.take_in()] == [1]


@pytest.mark.parametrize(
    "name",
    ["orders ; drop table ledger.csv", "orders\n'x.csv", "orders_주문_ä.csv", "orders" + "x" * 200],
)
def test_hostile_name_is_stored_as_text(house, name):
    house.source("orders", files="orders*")
    house.drop(name, [*CONTENT, "2,c"])
    house.take_in()
    assert loaded(house) == [name]
    assert house.quarantine("file") == [(name,)]


def test_files_that_no_source_asks_for_are_named(shop):
    shop.drop("orders.csv", CONTENT)
    shop.drop("new/ordres.csv", CONTENT)
    shop.drop("notes.txt", "x")
    shop.drop(".hidden", "x")
    sources = [source_of(shop)]
    assert unclaimed_files(shop.home, sources) == ["new/ordres.csv", "notes.txt"]
    assert [file.name for file in find_files(shop.home, sources[0])] == ["orders.csv"]


def test_folder_whose_name_fits_is_no_file(shop):
    (shop.home.inbox / "orders_2026.csv").mkdir()
    assert shop.take_in() == []
