from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.ingest.sniffing.encoding import SURE, find_encoding

FINNISH = "Tila;Käsittelijä;Palaute\nRatkaistu;Mäkelä;Hyvää päivää, yöllä jonotin pitkään\n" * 3
KOREAN = "접수번호,처리상태,의견\n1,처리완료,상담원이 매우 친절했습니다\n2,처리중,답변이 늦습니다\n"
GERMAN = "Größe;Straße;Meinung\n1;Königsallee;sehr schön, aber spät\n"


def encoding_of(tmp_path: Path, content: bytes):
    path = tmp_path / "export"
    path.write_bytes(content)
    return find_encoding(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("text", [FINNISH, KOREAN, GERMAN])
def test_unicode_is_certain(tmp_path, text, encoding):
    found = encoding_of(tmp_path, text.encode(encoding))
    assert found.confidence == 1
    assert text.encode(encoding).decode(found.name).lstrip("\ufeff") == text


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "iso-8859-15"])
@pytest.mark.parametrize("text", [FINNISH, GERMAN])
def test_western_text_reads_as_it_was_written(tmp_path, text, encoding):
    found = encoding_of(tmp_path, text.encode(encoding))
    assert text.encode(encoding).decode(found.name) == text
    assert found.confidence >= SURE


def test_korean_text_is_not_western(tmp_path):
    found = encoding_of(tmp_path, KOREAN.encode("cp949"))
    assert found.name == "cp949"
    assert SURE <= found.confidence < 1


def test_a_euro_sign_tells_two_western_encodings_apart(tmp_path):
    text = "hinta;palaute\n5 €;liian pitkä jono\n9 €;hyvä\n" * 5
    assert encoding_of(tmp_path, text.encode("iso-8859-15")).name == "iso-8859-15"
    assert encoding_of(tmp_path, text.encode("cp1252")).name == "cp1252"


def test_one_odd_letter_is_no_certainty(tmp_path):
    assert encoding_of(tmp_path, b"id,comment\n1,fine \xe4 \n").confidence < SURE


def test_two_encodings_in_one_file_are_named_by_offset(tmp_path):
    content = ("가나다 " * 50).encode() + "pää".encode("latin-1")
    found = encoding_of(tmp_path, content)
    assert found.confidence < SURE
    assert str(len("가나다 ".encode()) * 50 + 1) in found.reason


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäöåÄÖ ,;\n1234567890"), min_size=1))
def test_finnish_is_never_read_as_other_letters(tmp_path_factory, text):
    # The measured trap: guessers call Finnish Latin-1 text Chinese.
    found = encoding_of(tmp_path_factory.mktemp("e"), text.encode("latin-1"))
    assert found.confidence < SURE or text.encode("latin-1").decode(found.name) == text
