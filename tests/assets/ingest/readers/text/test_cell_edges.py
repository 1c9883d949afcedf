"""Where quotes may stand, against a reader that goes from byte to byte."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.ingest.readers.text import cell_edges
from assets.ingest.readers.text.cell_edges import look_at_cells


@pytest.fixture(scope="module")
def strays(tmp_path_factory):
    path = tmp_path_factory.mktemp("quotes") / "export"

    def find(text, delimiter=",", quote='"'):
        path.write_bytes(text.encode())
        return look_at_cells(path, delimiter, quote).stray_lines

    return find


@pytest.fixture(scope="module")
def padded(tmp_path_factory):
    path = tmp_path_factory.mktemp("blanks") / "export"

    def find(text, delimiter=","):
        path.write_bytes(text.encode())
        return look_at_cells(path, delimiter, '"').padded

    return find


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,"x"\n',
        'a,b\n"1","x"',
        'a,b\n1,"x ""y"" z"\n',
        'a,b\n1,""\n"",2\n',
        'a,b\n1,""""\n"""",2\n',
        'a,b\n1,"x\n"\n"\ny",2\n',
        'a,b\n1,"x,"\n",y",2\n',
        'a,b\n1,"""x"""\n',
    ],
)
def test_quotes_that_enclose_cells_are_in_place(strays, text):
    assert strays(text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('a,b\n1,5" pipe\n2,y\n', [2]),
        ('a,b\n1,Boots"Here, when why."\n2,y\n3,"z" \n', [2, 4]),
        ('a,b\n1,x\n2,"y"z\n', [3]),
        ('a,b\n1, "x"\n', [2]),
    ],
)
def test_line_of_a_quote_that_encloses_no_cell_is_found(strays, text, lines):
    assert strays(text) == lines


def test_delimiter_and_quote_are_the_declared_ones(strays):
    assert strays("a; b\n'1'; 'it''s'\n", delimiter="; ", quote="'") == []
    assert strays("a;b\n'1';it's\n", delimiter=";", quote="'") == [2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a,b\n1,"x, y z"\n', False),
        ("a,b\n1,x y\n", False),
        ("a,b\n1, x\n", True),
        ("a,b\n1 ,x\n", True),
        ("a,b\n 1,x\n", True),
        ("a,b\n1,x \n", True),
        ("a,b\n1,x ", True),
        ('a,b\n1," x"\n', True),
        ('a,b\n1,"x "\n', True),
        ('a,b\n"1\n",x\n', False),
    ],
)
def test_blanks_at_the_edges_of_cells_are_seen(padded, text, expected):
    assert padded(text) is expected


PIECES = ["a", '"', ",", "\n", "ä", " "]


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    records=st.lists(
        st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), min_size=2, max_size=2)
    ),
    chunk=st.integers(1, 8),
)
def test_what_pythons_csv_writes_has_no_stray_quotes(strays, monkeypatch, records, chunk):
    monkeypatch.setattr(cell_edges, "_CHUNK", chunk)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(records)
    assert strays(text.getvalue()) == []


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    records=st.lists(
        st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), min_size=2, max_size=2)
    )
)
def test_no_padded_cell_is_overlooked(padded, records):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(records)
    if any(cell != cell.strip(" ") for record in records for cell in record):
        assert padded(text.getvalue())
