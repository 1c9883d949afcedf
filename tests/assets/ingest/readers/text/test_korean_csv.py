import pytest

EXPORTS = {
    "utf8_bom.csv": ("utf-8", "기관명", "2018년", 25, ("강남구", "448"), ("중랑구", "9")),
    "cp949.csv": ("cp949", "구분", "폭력검거", 31, ("강남", "1877"), ("혜화", "732")),
}


@pytest.fixture
def take_in(house, real_exports):
    def read(name, encoding):
        key, level = EXPORTS[name][1:3]
        columns = {"agent_id": key, "level": level}
        house.source("agents", files="*", format="csv", encoding=encoding, columns=columns)
        house.drop(name, (real_exports / "dirty/korean_spreadsheets" / name).read_bytes())
        return house, house.take_in()[0]

    return read


@pytest.mark.parametrize("name", EXPORTS)
def test_korean_csv_is_read_in_its_encoding(take_in, name):
    encoding, _, _, count, first, last = EXPORTS[name]
    house, load = take_in(name, encoding)
    assert (load.rows_read, load.stored) == (count, count)
    rows = [(row["agent_id"], row["level"]) for row in house.raw("agents")]
    assert (rows[0], rows[-1]) == (first, last)


def test_cp949_that_is_declared_utf8_is_refused_with_the_byte(take_in):
    _, load = take_in("cp949.csv", "utf-8")
    assert load.refused == "not_decodable"
    assert "byte 0 (0xb1)" in load.message
