"""What customers write in the planted stories is what the comment stage finds in it."""

import pyarrow as pa
import pytest
import yaml

from assets.demo.phrases import PHRASES_FOLDER
from assets.sentiment.scoring import score_comments


@pytest.mark.parametrize("language", ["en", "ko", "fi"])
@pytest.mark.parametrize(
    ("group", "tag", "side"),
    [("leak", "product_fault", -1), ("broken_word", "honesty", -1), ("dark_mode", "idea", 0)],
)
def test_planted_phrases_say_what_they_mean(language, group, tag, side):
    phrases = yaml.safe_load((PHRASES_FOLDER / f"{language}_planted.yml").read_text("utf-8"))[group]
    product = {"ko": "피사라 정수기"}.get(language, "Pisara Filter")
    texts = [phrase.format(product=product) for phrase in phrases]
    scored = score_comments(pa.array(texts), pa.array([language] * len(texts))).to_pylist()
    assert [dict(row["topics"] + row["values"]).get(tag) for row in scored] == [side] * len(texts)
    if side < 0:
        assert {row["label"] for row in scored} == {"negative"}


@pytest.mark.parametrize("language", ["en", "ko", "fi"])
def test_unasked_praise_is_surely_praise(language):
    phrases = yaml.safe_load((PHRASES_FOLDER / f"{language}_planted.yml").read_text("utf-8"))
    texts = phrases["praise_unasked"]
    scored = score_comments(pa.array(texts), pa.array([language] * len(texts))).to_pylist()
    assert all(row["label"] == "positive" and row["confidence"] > 0.75 for row in scored)
    assert all(dict(row["topics"])["attitude"] == 1 for row in scored)
