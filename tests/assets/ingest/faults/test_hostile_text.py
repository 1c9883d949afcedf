"""Text that tries to be something else: invisible, reversed, a formula, a script, a path."""

import os
import unicodedata

import pytest

from assets.errors import ContractError

AT = "2026-05-01 10:00:00"
SURVEY = ["response_id", "submitted_at", "kind", "score", "scale_min", "scale_max", "comment"]
SURVEY += ["customer_id", "invited_at"]
INVISIBLE = {
    "null": "\x00",
    "bell": "\x07",
    "escape": "\x1b",
    "delete": "\x7f",
    "zero-width space": "\u200b",
    "word joiner": "\u2060",
    "byte-order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "right-to-left override": "\u202e",
    "pop directional formatting": "\u202c",
    "right-to-left isolate": "\u2067",
    "pop directional isolate": "\u2069",
    "arabic letter mark": "\u061c",
}


def answer(number, score=9, comment="", customer="김민수"):
    return [number, AT, "nps", score, 0, 10, comment, customer, ""]


def lines_of(*answers):
    return [",".join(f'"{cell}"' for cell in cells) for cells in [SURVEY, *answers]]


@pytest.fixture(scope="module")
def keys_by_mark(new_shared_house):
    """Ids, scores and customers of answers spelt with an invisible mark in each cell."""
    house = new_shared_house()
    house.source("survey")
    marked = [answer(f"{m}R{m}1", f"{m}9{m}", "", f"김{m}민수") for m in INVISIBLE.values()]
    house.drop("survey.csv", lines_of(answer("R1"), *marked))
    house.take_in()
    rows = {row["_line"]: row for row in house.raw("survey_responses")}
    return rows, dict(house.quarantine("line", "reason"))


@pytest.mark.parametrize("name", INVISIBLE)
def test_invisible_mark_changes_no_id_score_or_customer(keys_by_mark, name):
    rows, refused = keys_by_mark
    line = 3 + list(INVISIBLE).index(name)
    assert line not in refused
    # The answer says what the first one says, so that it was counted as its duplicate.
    assert line not in rows, ascii(rows[line]["response_id"])


def test_decomposed_hangul_and_umlauts_give_the_same_keys_scores_and_comments(house):
    house.source("survey")
    cells = answer("응답-1", 9, "정말 훌륭해요, hyvää työtä", "김민수")
    decomposed = [unicodedata.normalize("NFD", str(cell)) for cell in cells]
    assert decomposed != [str(cell) for cell in cells]
    house.drop("survey_1.csv", lines_of(cells))
    house.drop("survey_2.csv", lines_of(decomposed))
    assert [(load.stored, load.duplicates) for load in house.take_in()] == [(1, 0), (0, 1)]


KEPT = [
    "😀👩‍👩‍👧🇰🇷",
    "مرحبا بالعالم",
    "שלום",
    "नमस्ते",
    "ไม่ดีเลย",
    "e\u0301\u0301",
    "line\u2028separator",
    "𠮷野家",
]


INERT = [
    "=1+1",
    '=HYPERLINK(""http://x"",""y"")',
    "+1-1",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'; drop table ledger; --",
    "$x {{ 7*7 }} ${7*7} %s %(a)s",
    "../../etc/passwd",
    "\\\\host\\share",
    "null",
    "NaN",
]


TEXTS = [*KEPT, *INERT]


@pytest.fixture(scope="module")
def stored_texts(new_shared_house):
    """Comments as stored, in the order of TEXTS."""
    house = new_shared_house()
    house.source("survey")
    answers = [answer(f"R{n:02}", comment=text) for n, text in enumerate(TEXTS)]
    house.drop("survey.csv", lines_of(*answers))
    house.take_in()
    return house.column("select comment from raw.survey_responses order by response_id")


@pytest.mark.parametrize("text", KEPT, ids=ascii)
def test_visible_text_of_any_script_is_kept(stored_texts, text):
    assert stored_texts[TEXTS.index(text)] == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", INERT)
def test_formula_or_script_is_stored_as_the_text_that_it_is(stored_texts, text):
    assert stored_texts[TEXTS.index(text)] == text.replace('""', '"')


@pytest.mark.parametrize("text", ["=1+1", "<script>alert(1)</script>"])
def test_hostile_text_in_an_id_or_a_refused_cell_is_a_text(house, text):
    house.source("survey")
    house.drop("survey.csv", lines_of(answer(text), answer("R2", score=text)))
    (load,) = house.take_in()
    assert (load.stored, load.quarantined) == (1, 1)
    assert [row["response_id"] for row in house.raw("survey_responses")] == [text]
    assert house.quarantine("reason", "value") == [("unreadable_number", text)]


def test_hostile_column_names_are_names(house):
    names = ['a"; drop table ledger; --', "'", "select", "c0", "_line", "=1+1", "<b>", "../x", "$1"]
    columns = dict(zip(["order_id", "customer_id", "currency"], names, strict=False))
    house.source("orders", columns={**columns, "ordered_at": "_line"})
    header = ",".join('"' + name.replace('"', '""') + '"' for name in names)
    house.drop("orders.csv", [header, f"1,c,EUR,x,{AT},x,x,x,x"])
    (load,) = house.take_in()
    assert (load.refused, load.stored) == (None, 1)
    assert house.column("select currency from raw.orders") == ["EUR"]


HEADER = "order_id,customer_id,ordered_at,amount,currency"
NAMES = [
    "-rf orders.csv",
    "orders;rm -rf ~.csv",
    "orders\r\n.csv",
    "..orders..csv",
    "orders'\"`$(x).csv",
    "orders\u202evsc.exe",
    "주문orders.csv",
    "orders" + "x" * 249,
]


def test_hostile_file_names_are_stored_as_text_and_lead_nowhere(house, tmp_path):
    house.source("orders", files="*orders*")
    outside = {path for path in tmp_path.rglob("*") if house.home.root not in path.parents}
    for number, name in enumerate(NAMES):
        house.drop(name, [HEADER, f"{number},c,{AT},5,EUR", "2,c"])
    loads = house.take_in()
    assert {load.file for load in loads} == set(NAMES)
    assert {(load.stored, load.quarantined) for load in loads} == {(1, 1)}
    assert {name for (name,) in house.quarantine("file")} == set(NAMES)
    assert {p for p in tmp_path.rglob("*") if house.home.root not in p.parents} == outside
    assert house.take_in() == []


@pytest.mark.parametrize("path", [b"orders\xff.csv", b"fold\xffer/orders.csv"], ids=ascii)
def test_name_that_is_no_text_is_passed_over_and_stops_no_other_file(house, path):
    house.source("orders", files="**/orders*")
    house.drop(os.fsdecode(path), [HEADER, f"1,c,{AT},5,EUR"])
    house.drop("orders_2.csv", [HEADER, f"2,c,{AT},5,EUR"])
    assert [load.file for load in house.take_in()] == ["orders_2.csv"]


def test_path_out_of_the_inbox_is_refused_when_it_is_declared(house):
    house.drop("../orders.csv", [HEADER, f"1,c,{AT},5,EUR"])
    for files in ("../orders.csv", "a/../../orders.csv", "/etc/passwd", str(house.home.root)):
        house.source("orders", files=files)
        with pytest.raises(ContractError, match="inbox"):
            house.take_in()
