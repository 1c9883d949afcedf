"""Exports that broke off at any byte: refused, or every row accounted for and none changed."""

from dataclasses import dataclass

import pytest

# Short cells, each of which says something else when its end is lost, keep the files small.
EPOCH = {"date_format": "epoch"}
YEAR = {"date_format": "%Y%z"}
ORDERS = {"order_id": "o", "customer_id": "c", "ordered_at": "t"}
PAID = {**ORDERS, "amount": "a", "currency": "u"}
AGENTS = {"agent_id": "o", "name": "n"}
PULSE = {"survey": "s", "kind": "pulse"}


@dataclass(frozen=True)
class Whole:
    """An export as it should have arrived."""

    feed: str
    source: dict
    header: str
    records: list[str]
    encoding: str = "utf-8"

    def text(self):
        return self.header + "".join(self.records)

    def content(self):
        return self.text().encode(self.encoding)

    def ends_of_records(self):
        """Offset behind the line break of each record."""
        texts = [self.header, *self.records]
        heads = ["".join(texts[: number + 1]) for number in range(1, len(texts))]
        return [len(head.encode(self.encoding)) for head in heads]


WHOLES = {
    "csv": Whole(
        "orders",
        {"columns": PAID, **EPOCH},
        "o,c,t,a,u\n",
        ['1,k,9,1,"a""b\n원"\n', "2,m,98,22.5,EUR\n"],
    ),
    "windows csv": Whole(
        "orders", {"columns": ORDERS, **EPOCH}, "o,c,t\r\n", ["1,k,98\r\n", "2,m,9876\r\n"]
    ),
    "tsv in utf-16": Whole(
        "orders",
        {"columns": ORDERS, "encoding": "utf-16", "delimiter": "\t", **EPOCH},
        "o\tc\tt\n",
        ["1\t원\t98\n", "2\tm\t987\n"],
        "utf-16",
    ),
    "qualtrics": Whole(
        "survey_responses",
        {"format": "qualtrics_csv", "columns": {"comment": "Q1"}, "constants": PULSE, **YEAR},
        'ResponseId,EndDate,Q1\n,a,\n"{""ImportId"":""a""}",,\n',
        ['1,2026+00,"a\nb"\n'],
    ),
    "surveymonkey": Whole(
        "survey_responses",
        {"format": "surveymonkey_csv", "columns": {"comment": "Q"}, "constants": PULSE, **YEAR},
        "RespondentID,EndDate,Q\n,,A\n",
        ['1,2026+00,"a\nb"\n'],
    ),
    "json": Whole(
        "agents",
        {"format": "json", "columns": AGENTS},
        "[",
        ['{"o":1,"n":"]"},\n', '{"o":2,"n":"}]"}]\n'],
    ),
    "jsonl": Whole(
        "agents",
        {"format": "jsonl", "columns": AGENTS},
        "",
        ['{"o":1,"n":"원"}\n', '{"o":2,"n":"}"}\n'],
    ),
}


@dataclass(frozen=True)
class Outcome:
    """What became of a file that ends at a byte."""

    end: int
    load: object
    rows: list[dict]
    reasons: list[str]


def outcomes_of(house, whole, contents):
    """Take in many contents, each as the only file of a source of its own."""
    for name, content in contents.items():
        source = {"source": name, "feed": whole.feed, "files": f"{name}/*", **whole.source}
        house.write_source(source)
        house.drop(f"{name}/export", content)
    loads = house.take_in()
    rows, reasons = {}, {}
    for row in house.raw(whole.feed):
        row.pop("_load_id")
        rows.setdefault(row.pop("_source"), []).append(row)
    for source, reason in house.quarantine("source", "reason"):
        reasons.setdefault(source, []).append(reason)
    return {
        load.source: (load, rows.get(load.source, []), reasons.get(load.source, []))
        for load in loads
    }


@pytest.fixture(scope="module", params=WHOLES)
def cut(request, new_shared_house):
    """A whole export, its rows, and what became of it for each byte that it may end at."""
    whole = WHOLES[request.param]
    content = whole.content()
    contents = {f"cut_{end}": content[:end] for end in range(len(content) + 1)}
    found = outcomes_of(new_shared_house(request.param), whole, contents)
    outcomes = [Outcome(end, *found[f"cut_{end}"]) for end in range(len(content) + 1)]
    return whole, outcomes[-1].rows, outcomes


def test_whole_file_is_read_whole(cut):
    whole, rows, outcomes = cut
    assert len(rows) == len(whole.records)
    assert (outcomes[-1].load.refused, outcomes[-1].reasons) == (None, [])


def test_accepted_rows_are_the_first_of_the_true_ones_in_every_column(cut):
    whole, rows, outcomes = cut
    text = whole.content()
    changed = {
        text[: each.end]: each.rows for each in outcomes if each.rows != rows[: len(each.rows)]
    }
    assert changed == {}


def test_every_row_that_was_read_is_accounted_for(cut):
    _, _, outcomes = cut
    for each in outcomes:
        load = each.load
        assert load.rows_read == load.stored + load.quarantined + load.duplicates, each.end
        assert (load.stored, load.quarantined) == (len(each.rows), len(each.reasons)), each.end


def test_at_most_the_row_that_was_cut_is_refused(cut):
    whole, _, outcomes = cut
    content, ends = whole.content(), whole.ends_of_records()
    lost = {}
    for each in outcomes:
        in_full = sum(end <= each.end for end in ends)
        if each.load.refused is None and len(each.rows) < in_full:
            lost[content[: each.end]] = each.reasons
    assert lost == {}


def test_row_that_was_begun_is_read_whole_or_quarantined(cut):
    whole, _, outcomes = cut
    content, ends = whole.content(), whole.ends_of_records()
    begins = [len(whole.header.encode(whole.encoding)), *ends[:-1]]
    silent = {}
    for each in outcomes:
        begun = sum(begin < each.end for begin in begins)
        if each.load.refused is None and len(each.rows) + len(each.reasons) < begun:
            silent[content[: each.end]] = each.reasons
    assert silent == {}


def test_file_is_refused_whole_only_where_its_header_or_a_character_was_cut(cut):
    whole, _, outcomes = cut
    header_end = len(whole.header.encode(whole.encoding))
    if whole.source.get("format") == "json":
        assert {each.load.refused for each in outcomes[1:-2]} == {"not_json"}
        return
    later = {each.load.refused for each in outcomes if each.end > header_end}
    assert later <= {None, "not_decodable"}


@pytest.mark.parametrize("missing", [1, 12])
@pytest.mark.parametrize("name", ["csv", "qualtrics"])
def test_whole_file_that_follows_a_cut_one_gives_what_it_alone_would(new_house, name, missing):
    whole = WHOLES[name]
    content = whole.content()
    house, fresh = new_house("cut"), new_house("fresh")
    (fresh.home.root / ".customer_secret").write_text(house.home.customer_secret().hex())
    outcomes_of(house, whole, {"export": content[:-missing]})
    staged = []
    for each in (house, fresh):
        outcomes_of(each, whole, {"export": content})
        rows = each.staged(whole.feed)
        staged.append(sorted([{**row, "_load_id": 0} for row in rows], key=str))
    assert len(staged[1]) == len(whole.records)
    assert staged[0] == staged[1]
    assert house.take_in() == []
