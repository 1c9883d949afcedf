"""Which source a file belongs to, in the inbox and elsewhere."""

import pytest

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.claims import find_claims, inbox_name
from assets.ingest.landing import find_files


@pytest.fixture
def claims(house):
    """Makes the claims of sources named with their globs, once the inbox is filled."""

    def make(**globs):
        sources = [Source(source=name, feed="orders", files=glob) for name, glob in globs.items()]
        return find_claims(house.home, sources)

    return make


def names_of(sources):
    return [source.source for source in sources]


def test_every_source_that_claims_a_file_of_the_inbox_reads_it(house, claims):
    path = house.drop("shop/orders_1.csv", "x")
    found = claims(one="shop/*.csv", two="shop/orders_*.csv", other="desk/*.csv").sources_of(path)
    assert names_of(found) == ["one", "two"]


def test_a_file_of_the_inbox_belongs_to_nobody_who_only_looks_for_its_name(house, claims):
    path = house.drop("desk/orders.csv", "x")
    with pytest.raises(FileRefused, match="no source file claims it"):
        claims(shop="shop/orders.csv").sources_of(path)


def test_a_file_elsewhere_belongs_to_the_source_that_its_path_ends_like(tmp_path, claims):
    found = claims(shop="shop/*.csv", desk="desk/*.csv").sources_of(tmp_path / "desk" / "a.csv")
    assert names_of(found) == ["desk"]


def test_a_file_elsewhere_belongs_to_all_who_look_for_its_name(tmp_path, claims):
    found = claims(shop="shop/*.csv", desk="desk/a*.csv", x="x/*.json").sources_of(
        tmp_path / "a.csv"
    )
    assert names_of(found) == ["shop", "desk"]


@pytest.mark.parametrize("glob", ["**/*.csv", "shop/**/*.csv", "shop/*", "s*/[o]rders.???"])
def test_the_inbox_is_read_as_by_a_run(house, claims, glob):
    path = house.drop("shop/orders.csv", "x")
    asked = claims(shop=glob)
    assert [file.path for file in find_files(house.home, asked.sources[0])] == [path]
    assert names_of(asked.sources_of(path)) == ["shop"]


def test_who_is_claimed_by_nobody_hears_of_the_nearest_source_and_of_sniff(tmp_path, claims):
    asked = claims(orders="shop/orders_*.csv", tickets="desk/tickets_*.csv")
    with pytest.raises(FileRefused, match=r"`tickets`.*desk/tickets_\*\.csv.*scorecard sniff"):
        asked.sources_of(tmp_path / "ticket_2026.csv")


def test_home_without_sources_points_to_sniff(tmp_path, claims):
    with pytest.raises(FileRefused, match=r"there is no source file under .*scorecard sniff"):
        claims().sources_of(tmp_path / "orders.csv")


def test_a_link_in_the_inbox_is_claimed_by_nobody(house, claims, tmp_path):
    (tmp_path / "orders.csv").write_text("x")
    link = house.home.inbox / "orders.csv"
    link.symlink_to(tmp_path / "orders.csv")
    with pytest.raises(FileRefused, match="follows no links"):
        claims(shop="*.csv").sources_of(link)


def test_a_file_has_one_name_however_it_is_pointed_to(house):
    path = house.drop("shop/orders.csv", "x")
    roundabout = path.parent / ".." / "shop" / "orders.csv"
    assert inbox_name(house.home, roundabout) == inbox_name(house.home, path) == "shop/orders.csv"
    assert inbox_name(house.home, path.parent / ".." / ".." / "orders.csv") is None
