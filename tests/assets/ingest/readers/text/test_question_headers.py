import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.ingest.readers.text.header import number_repeats
from assets.ingest.readers.text.question_headers import also_named, one_line

NAMES = st.sampled_from(["Q1", "Q2", "Why?", "Why? #2", ""])
ROWS = st.lists(st.tuples(NAMES, NAMES, NAMES), max_size=8)


@given(ROWS)
def test_more_names_never_take_a_column_from_its_own_name(rows):
    names = number_repeats([row[0] for row in rows])
    cells = {name: f"c{i}" for i, name in enumerate(names)}
    named = also_named(cells, [row[1] for row in rows], [row[2] for row in rows])
    assert {name: named[name] for name in names} == cells
    assert set(named.values()) == set(cells.values())


@given(ROWS)
def test_every_column_is_found_by_its_text_unless_the_name_is_taken(rows):
    cells = {f"id{i}": f"c{i}" for i, _ in enumerate(rows)}
    texts = [row[1] for row in rows]
    named = also_named(cells, texts)
    for number, text in enumerate(number_repeats(texts)):
        assert not text or named[text] == f"c{number}"


@given(st.text())
def test_header_cell_becomes_one_line_in_nfc(text):
    line = one_line(text)
    assert line == " ".join(line.split())
    assert unicodedata.is_normalized("NFC", line)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>How likely<br/>are you?</p>", "How likely are you?"),
        ("Tom&nbsp;&amp;&#32;Jerry", "Tom & Jerry"),
        ("Is 3 < 5 and 5 > 3?", "Is 3 < 5 and 5 > 3?"),
        ("ko\n\n 만족도는? ", "ko 만족도는?"),
    ],
)
def test_header_cell_loses_its_tags_and_entities(written, read):
    assert one_line(written) == read
