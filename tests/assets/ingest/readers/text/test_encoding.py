import pytest

from assets.errors import FileRefused
from assets.ingest.readers.text import encoding as encoding_module
from assets.ingest.readers.text.encoding import decode

KOREAN = "이름,의견\n김민수,매우 만족해요\n"
FINNISH = "nimi,kommentti\nMäkinen,hyvää työtä\n"


@pytest.fixture
def decoded(tmp_path):
    """Decodes bytes; gives the text and the number of line breaks."""
    path = tmp_path / "export"

    def decode_bytes(content, declared):
        path.write_bytes(content)
        result = decode(path, declared, tmp_path / "scratch")
        return result.path.read_bytes().decode("utf-8"), result.lines

    return decode_bytes


@pytest.fixture
def refusal(decoded):
    def decode_refused(content, declared):
        with pytest.raises(FileRefused) as caught:
            decoded(content, declared)
        return caught.value

    return decode_refused


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(encoding_module, "_CHUNK", 8)


READABLE = [
    (KOREAN, "utf-8", "utf-8"),
    (KOREAN, "utf-8-sig", "utf-8"),
    (KOREAN, "utf-8-sig", "utf-8-sig"),
    (KOREAN, "utf-8", "utf-8-sig"),
    (KOREAN, "cp949", "cp949"),
    (KOREAN, "euc-kr", "euc-kr"),
    (KOREAN, "utf-16", "utf-16"),
    (KOREAN, "utf-16-le", "utf-16-le"),
    (FINNISH, "latin-1", "latin-1"),
    (FINNISH, "cp1252", "cp1252"),
    (FINNISH, "utf-8", "UTF8"),
]


@pytest.mark.parametrize(("text", "written", "declared"), READABLE)
def test_text_is_the_same_whatever_encoding_it_came_in(decoded, text, written, declared):
    assert decoded(text.encode(written), declared) == (text, 2)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize(("text", "written", "declared"), READABLE)
def test_character_across_a_chunk_border_is_one_character(decoded, text, written, declared):
    for shift in range(8):
        shifted = "x" * shift + text
        assert decoded(shifted.encode(written), declared) == (shifted, 2)


def test_utf8_needs_no_copy(tmp_path):
    path = tmp_path / "export"
    path.write_text(KOREAN, "utf-8")
    assert decode(path, "utf-8", tmp_path / "scratch").path == path
    assert not (tmp_path / "scratch").exists()


@pytest.mark.parametrize("declared", ["utf-8", "utf-8-sig", "cp949", "utf-16", "latin-1"])
def test_file_of_no_bytes_is_refused(refusal, declared):
    assert refusal(b"", declared).reason == "empty_file"


@pytest.mark.parametrize("chunk", [4, 7, 8, 9, 16, 1 << 22])
@pytest.mark.parametrize("declared", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("before", range(3, 26))
def test_wrong_byte_is_named_by_its_offset(refusal, monkeypatch, before, declared, chunk):
    monkeypatch.setattr(encoding_module, "_CHUNK", chunk)
    error = refusal(b"x" * before + b"\xe4" + b" and more text that goes on", declared)
    assert error.reason == "not_decodable"
    assert f"byte {before} (0xe4)" in str(error)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("before", range(3, 20))
def test_byte_order_mark_counts_in_the_offset(refusal, before):
    content = b"\xef\xbb\xbf" + b"x" * before + b"\xff more"
    assert f"byte {before + 3} (0xff)" in str(refusal(content, "utf-8"))
    assert f"byte {before + 3} (0xff)" in str(refusal(content, "utf-8-sig"))


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("before", range(1, 18))
def test_wrong_byte_after_multibyte_text_is_named_by_its_offset(refusal, before):
    text = "가" * before
    content = text.encode("utf-8") + b"\xff" + b" and more"
    assert f"byte {3 * before} (0xff)" in str(refusal(content, "utf-8"))
    content = text.encode("cp949") + b"\xff" + b" and more"
    assert f"byte {2 * before} (0xff)" in str(refusal(content, "cp949"))


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("before", range(4, 20))
def test_character_cut_off_at_the_end_is_named_by_its_offset(refusal, before):
    cut = "한".encode()[:2]
    assert f"byte {before} (0xed)" in str(refusal(b"x" * before + cut, "utf-8"))


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("before", range(2, 14))
def test_half_a_utf16_unit_at_the_end_is_named_by_its_offset(refusal, before):
    content = ("x" * before).encode("utf-16") + b"\x41"
    assert f"byte {2 + 2 * before} (0x41)" in str(refusal(content, "utf-16"))


def test_korean_file_declared_as_utf8_is_refused(refusal):
    assert "byte 0 (0xc0)" in str(refusal(KOREAN.encode("cp949"), "utf-8"))


def test_two_encodings_in_one_file_are_refused_where_the_second_begins(refusal):
    content = KOREAN.encode("utf-8") + FINNISH.encode("latin-1")
    offset = len(KOREAN.encode("utf-8")) + FINNISH.index("ä")
    assert f"byte {offset} (0xe4)" in str(refusal(content, "utf-8"))


def test_byte_that_cp1252_lacks_is_refused(refusal):
    assert "byte 4 (0x81)" in str(refusal(b"nimi\x81", "cp1252"))


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("Відповідь на запит", "cp1251"),
        ("Вёл себя хорошо", "cp1251"),
        ("Товары пришли", "iso8859-5"),
        ("“Sí…” dijo, ¡qué bien!", "cp1252"),
        ("¡Ánimo! ¡Éxito!", "latin-1"),
        ("Työ “YÖ” päättyi", "cp1252"),
    ],
)
def test_ordinary_text_of_single_bytes_is_in_no_doubt(tmp_path, text, declared):
    (tmp_path / "export").write_bytes(text.encode(declared))
    found = decode(tmp_path / "export", declared, tmp_path / "scratch")
    assert found.path.read_text("utf-8") == text
