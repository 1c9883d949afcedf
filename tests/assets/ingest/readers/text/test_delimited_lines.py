"""Lines and cells against Python's csv module, which reads the same records independently."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PIECES = ["a", "ä", "한", '"', ",", ";", "\n", "\r\n", " ", "5"]
CELLS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


def read_with_python(text, delimiter=","):
    """Header, records of as many fields (line, cells), lines of the others, by Python's csv."""
    text = text.replace("\r\n", "\n")  # A line break is a line feed, however it was written.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = next(reader)
    rows, rejects, begins = [], [], reader.line_num + 1
    for record in reader:
        if len(record) == len(header):
            rows.append((begins, *record))
        elif record:
            rejects.append(begins)
        begins = reader.line_num + 1
    return header, rows, rejects


@st.composite
def csv_files(draw):
    """A delimited file: quotes, line breaks and delimiters in cells, records of wrong lengths."""
    width = draw(st.integers(2, 4))
    delimiter = draw(st.sampled_from([",", ";"]))
    lengths = st.sampled_from([width] * 6 + [width - 1, width + 1, width + 3])
    records = lengths.flatmap(lambda n: st.lists(CELLS, min_size=n, max_size=n))
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=delimiter,
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    writer.writerow([f"column {i}" for i in range(width)])
    writer.writerows(draw(st.lists(records, max_size=8)))
    content = text.getvalue()
    if draw(st.booleans()):
        content = content.removesuffix(writer.dialect.lineterminator)
    return content, delimiter


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(file=csv_files())
def test_any_file_is_read_as_pythons_csv_reads_it(read_content, file):
    text, delimiter = file
    header, rows, rejects = read_with_python(text, delimiter)
    names, read_rows, read_rejects = read_content(text, delimiter=delimiter)
    assert names == header
    assert read_rows == rows
    assert [line for line, _ in read_rejects] == rejects


HARD = {
    "line breaks before a reject": 'a,b\n1,"x\ny"\n2,"p\n\nq"\n3\n4,z\n5,6,7\n8,"u\nv"\n9\n',
    "line breaks inside rejects": 'a,b\n1,x\n2,"y\nz",3\n"4\n5"\n6,w\n7,8,"9\n\n"\n10,v\n',
    "rejects side by side": "a,b\n1\n2\n3,x\n4,5,6\n7\n8,y\n",
    "a reject first": "a,b\n1\n2,x\n",
    "a reject last": "a,b\n1,x\n2\n",
    "no break at the end": 'a,b\n1,"x\ny"\n2,z',
    "a reject and no break at the end": "a,b\n1,x\n2",
    "blank lines at the end": "a,b\n1,x\n2\n\n\n",
    "windows line ends": 'a,b\r\n1,"x\r\ny"\r\n2\r\n3,z\r\n',
    "a break in a windows cell": 'a,b\r\n1,"x\ny"\r\n2\r\n3,z\r\n',
    "quoted quotes": 'a,b\n1,"x ""y\n"" z"\n2\n"""",w\n3,"a""b"\n',
    "a cell of breaks": 'a,b\n"\n\n","\n"\n2\n3,x\n',
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_line_is_where_the_record_begins(read_content, text):
    _, rows, rejects = read_with_python(text)
    _, read_rows, read_rejects = read_content(text)
    assert (read_rows, [line for line, _ in read_rejects]) == (rows, rejects)


def test_lines_stay_right_beyond_the_size_of_one_read_buffer(read_content, reader_engine):
    block = "".join(f'{number},"{"x" * 60}\n{"y" * 60}",z\n' for number in range(1_000))
    text = "a,b,c\n" + (block + "short\n") * 300
    _, rows, rejects = read_with_python(text)
    _, read_rows, read_rejects = read_content(text)
    assert len(text) > 35_000_000
    assert [row[:2] for row in read_rows] == [row[:2] for row in rows]
    assert [line for line, _ in read_rejects] == rejects
