"""`scorecard check`: what a run would accept and why not the rest, and nothing written."""

import hashlib
import json
import os
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from assets.warehouse.duckdb import open_engine
from assets.warehouse.home import Home
from pipelines.cli import main

REAL_SOURCES = Path(__file__).resolve().parents[1] / "fixtures" / "real_home" / "sources"
HEADER = "order_id,customer_id,ordered_at,amount,currency"
GOOD = "1,c,2026-05-01 10:00:00,5,EUR"
BAD = "2,d,2026-05-02 10:00:00,seven,EUR"
AS_OF = ("--as-of", "2026-06-01T00:00:00Z")
State = dict[str, tuple[int, int, str]]


class Shop:
    """A home with one source, `orders`, which asks for `shop/orders_*.csv`."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        self.home.create_folders()
        self.source("orders", "shop/orders_*.csv")

    def source(self, name: str, files: str, **keys: str) -> None:
        columns = {column: column for column in HEADER.split(",")}
        entry = {"source": name, "feed": "orders", "files": files, "time_zone": "UTC", **keys}
        (self.home.sources / f"{name}.yml").write_text(
            yaml.safe_dump({**entry, "columns": columns})
        )

    def drop(self, name: str, *lines: str) -> Path:
        path = self.home.inbox / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in (HEADER, *lines)))
        return path

    def check(self, *arguments: str | Path) -> Result:
        words = ["check", "--home", str(self.home.root), *AS_OF, *map(str, arguments)]
        return CliRunner().invoke(main, words)

    def facts(self, *arguments: str | Path) -> dict:
        return json.loads(self.check("--json", *arguments).output)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "home")


def state_of(root: Path) -> State:
    """Mode, time of change and content of everything under a folder, itself included."""

    def content(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

    return {
        str(path): (path.lstat().st_mode, path.lstat().st_mtime_ns, content(path))
        for path in [root, *root.rglob("*")]
    }


def test_clean_file_is_accepted_with_0(shop: Shop) -> None:
    result = shop.check(shop.drop("shop/orders_1.csv", GOOD))
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "orders (orders): shop/orders_1.csv: 1 rows = 1 accepted + 0 quarantined + 0 duplicates",
        "nothing was written; would be refused: 0 rows, and 0 files whole",
    ]


def test_row_that_would_be_quarantined_exits_with_3_and_is_shown(shop: Shop) -> None:
    result = shop.check(shop.drop("shop/orders_1.csv", GOOD, BAD))
    assert result.exit_code == 3
    assert "  1 × unreadable_number in `amount`, first at line 3: seven" in result.output


def test_file_that_would_be_refused_exits_with_3_and_the_others_are_judged(shop: Shop) -> None:
    # given
    broken, good = shop.drop("shop/orders_1.csv"), shop.drop("shop/orders_2.csv", GOOD)
    broken.write_bytes(b"order_id\n\xff\n")
    # when
    result = shop.check(broken, good)
    # then
    assert result.exit_code == 3
    assert "orders (orders): refused: shop/orders_1.csv: byte 9 (0xff)" in result.output
    assert "shop/orders_2.csv: 1 rows = 1 accepted" in result.output


def test_duplicates_alone_are_no_refusal(shop: Shop) -> None:
    first = shop.drop("shop/orders_1.csv", GOOD)
    second = shop.drop("shop/orders_2.csv", GOOD, GOOD.replace("1,c", "9,c"))
    result = shop.check(first, second, "--json")
    assert result.exit_code == 0
    assert [file["duplicates"] for file in json.loads(result.output)["files"]] == [0, 1]


def test_same_content_again_is_said_to_be_passed_over(shop: Shop) -> None:
    paths = [shop.drop(f"shop/orders_{i}.csv", GOOD) for i in (1, 2)]
    result = shop.check(*paths)
    assert result.exit_code == 0
    assert "shop/orders_2.csv: same content as shop/orders_1.csv" in result.output


def test_lounge_scores_beyond_the_scale_are_67(tmp_path: Path, real_exports: Path) -> None:
    # given
    shop = Shop(tmp_path)
    (shop.home.sources / "lounge.yml").write_bytes(
        (REAL_SOURCES / "airline_lounge.yml").read_bytes()
    )
    # when
    result = shop.check("--json", real_exports / "surveys" / "airline_lounge" / "lounge.csv")
    # then
    assert result.exit_code == 3
    (file,) = json.loads(result.output)["files"]
    counts = [file[name] for name in ("rows_read", "accepted", "quarantined", "duplicates")]
    assert counts == [2_264, 2_197, 67, 0]
    (reason,) = file["reasons"]
    assert (reason["reason"], reason["n"]) == ("score_out_of_range", 67)
    assert 6 <= float(reason["first_value"]) <= 10


def test_totals_are_the_sums_of_the_files(shop: Shop) -> None:
    facts = shop.facts(
        shop.drop("shop/orders_1.csv", GOOD, BAD), shop.drop("shop/orders_2.csv", BAD)
    )
    for name in ("rows_read", "accepted", "quarantined", "duplicates"):
        assert facts[name] == sum(file[name] for file in facts["files"])
    assert (facts["rows_read"], facts["quarantined"], facts["refused_files"]) == (3, 2, 0)


def test_nothing_under_the_home_changes(shop: Shop, tmp_path: Path) -> None:
    # given files good, bad, copied while they are decoded, refused, elsewhere, claimed by nobody
    shop.source("wide", "wide.csv", encoding="utf-16")
    files = [shop.drop("shop/orders_1.csv", GOOD, BAD), shop.drop("shop/orders_2.csv", GOOD)]
    files += [shop.drop("wide.csv", GOOD), shop.drop("unclaimed.txt", GOOD)]
    files[2].write_text(files[2].read_text(), "utf-16")
    files += [tmp_path / "orders_3.csv"]
    files[4].write_bytes(b"\xff")
    before = state_of(tmp_path)
    # when
    facts = shop.facts(*files)
    # then
    assert (facts["accepted"], facts["quarantined"], facts["refused_files"]) == (2, 1, 2)
    assert state_of(tmp_path) == before


def test_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(f"{HEADER}\n{GOOD}\n")
    words = ["check", "--home", str(tmp_path / "none"), str(tmp_path / "orders.csv")]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 3
    assert "there is no source file under" in result.output
    assert not (tmp_path / "none").exists()


def test_check_works_while_a_run_holds_the_home(shop: Shop) -> None:
    path = shop.drop("shop/orders_1.csv", GOOD)
    with shop.home.locked(), open_engine(shop.home.work_database):
        assert shop.check(path).exit_code == 0


def test_each_source_that_claims_a_file_is_asked(shop: Shop) -> None:
    shop.source("copies", "shop/*.csv")
    facts = shop.facts(shop.drop("shop/orders_1.csv", GOOD))
    read = [(file["source"], file["accepted"]) for file in facts["files"]]
    assert read == [("copies", 1), ("orders", 1)]


def test_list_of_agents_is_taken_first_and_counts_once(shop: Shop) -> None:
    # given
    columns = {"agents": ["agent_id"], "tickets": ["ticket_id", "created_at", "status", "agent_id"]}
    for name, wanted in columns.items():
        mapping = {column: column for column in wanted}
        entry = {"source": name, "feed": name, "files": f"{name}.csv", "time_zone": "UTC"}
        text = yaml.safe_dump({**entry, "columns": mapping})
        (shop.home.sources / f"{name}.yml").write_text(text)
    agents, tickets = shop.home.inbox / "agents.csv", shop.home.inbox / "tickets.csv"
    agents.write_text("agent_id\nA1\n")
    opened = "2026-05-01 10:00:00,open"
    tickets.write_text(f"{','.join(columns['tickets'])}\nT1,{opened},A1\nT2,{opened},A2\n")
    # when
    together, alone = shop.facts(tickets, agents)["files"], shop.facts(tickets)["files"]
    # then
    read = [(file["source"], file["accepted"], file["same_as"]) for file in together]
    assert read == [("agents", 1, None), ("tickets", 1, None)]
    assert [file["reasons"] for file in alone] == [together[1]["reasons"]]
    assert [row["reason"] for row in together[1]["reasons"]] == ["unknown_agent"]


def test_file_that_nobody_claims_hears_of_the_nearest_source_and_of_sniff(shop: Shop) -> None:
    shop.source("refunds", "desk/refunds.csv")
    result = shop.check(shop.drop("shop/order_1.csv", GOOD))
    assert result.exit_code == 3
    assert "the nearest is `orders`" in result.output
    assert "scorecard sniff" in result.output


def test_source_that_is_named_reads_what_it_does_not_claim_and_says_so(shop: Shop) -> None:
    path = shop.drop("shop/parcels.csv", GOOD)
    result = shop.check(path, "--source", "orders")
    assert result.exit_code == 0
    assert "1 accepted" in result.output
    assert "a run would not read it: `files:` of orders is shop/orders_*.csv" in result.output


def test_source_that_is_not_there_is_named_with_the_nearest(shop: Shop) -> None:
    result = shop.check(shop.drop("shop/orders_1.csv", GOOD), "--source", "order")
    assert result.exit_code == 1
    assert "no source file has `source: order`; did you mean `orders`?" in result.output


def test_draft_of_sniff_can_be_checked_before_it_is_in_the_home(tmp_path: Path) -> None:
    # given
    export, draft = tmp_path / "parcels.csv", tmp_path / "draft.yml"
    rows = [f"{i},c{i},2026-05-{i:02} 10:00:00,{i}.5,EUR" for i in range(1, 29)]
    export.write_text("\n".join([HEADER, *rows, ""]))
    home = ["--home", str(tmp_path / "none")]
    draft.write_text(CliRunner().invoke(main, ["sniff", str(export), *home]).output)
    # when
    words = ["check", *home, *AS_OF, str(export), "--source-file", str(draft)]
    result = CliRunner().invoke(main, words)
    # then
    assert result.exit_code == 0, result.output
    assert "28 rows = 28 accepted" in result.output


def test_moment_is_what_the_command_line_says(shop: Shop) -> None:
    path = shop.drop("shop/orders_1.csv", GOOD)
    facts = shop.facts(path, "--as-of", "2026-04-01T02:00:00+02:00")
    assert facts["as_of"] == "2026-04-01 00:00:00"
    assert [row["reason"] for row in facts["files"][0]["reasons"]] == ["future_timestamp"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no_such_file.csv"],
        [str(REAL_SOURCES)],
        [__file__, "--source", "orders", "--source-file", __file__],
        [__file__, "--source-file", "no_such_file.yml"],
    ],
)
def test_wrong_usage_exits_with_2(shop: Shop, arguments: list[str]) -> None:
    assert shop.check(*arguments).exit_code == 2


def test_pipe_is_no_export(shop: Shop, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "orders_1.csv")
    result = shop.check(tmp_path / "orders_1.csv")
    assert result.exit_code == 3
    assert "it is no file" in result.output


@pytest.mark.parametrize("name", [b"orders_\xff.csv", b"orders_\n.csv", b"orders_\x1b[2J.csv"])
def test_hostile_names_stay_on_one_line_and_are_valid_json(
    shop: Shop, tmp_path: Path, name: bytes
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_text(f"{HEADER}\n{GOOD}\n")
    assert shop.facts(path)["accepted"] == 1
    lines = shop.check(path).output.split("\n")
    assert len(lines) == 3
    assert all(line.isprintable() for line in lines)


def test_cells_cannot_steer_the_terminal(shop: Shop) -> None:
    bad = GOOD.replace(",5,", ",\x1b]0;title\x07\u202e5,")
    result = shop.check(shop.drop("shop/orders_1.csv", bad))
    assert result.exit_code == 3
    assert all(line.isprintable() for line in result.output.splitlines())
    assert "first at line 2: " in result.output
