"""Comments are scored once per scorer version, exactly as the scorer says."""

import pyarrow as pa
import pytest
from textblob import TextBlob

from assets.sentiment import scoring
from assets.sentiment.textblob_english import TextBlobEnglish, label_of
from assets.warehouse.run import Run

TEXTS = ["Great help, thank you!", "I waited an hour. Terrible.", "It is a filter.", "👍 great"]


def give_comments(run: Run, rows: list[tuple[str, str]]) -> None:
    """Fill `intermediate.comments` with (language, text)."""
    columns = {
        "language": [language for language, _ in rows],
        "text": [text for _, text in rows],
        "text_hash": [f"hash of {text}" for _, text in rows],
    }
    run.engine.replace_with("intermediate.comments", pa.table(columns))


def scores(run: Run) -> list[dict[str, object]]:
    return run.engine.read("sentiment.comment_scores").sort_by("text_hash").to_pylist()


def test_scores_are_textblob_s_to_the_bit() -> None:
    table = TextBlobEnglish().score(pa.array(TEXTS))
    expected = [TextBlob(text).sentiment for text in TEXTS]
    assert table["polarity"].to_pylist() == [score.polarity for score in expected]
    assert table["subjectivity"].to_pylist() == [score.subjectivity for score in expected]


@pytest.mark.parametrize(
    ("polarity", "label"),
    [(1, "positive"), (0.05, "positive"), (0.049, "neutral"), (0, "neutral"), (-0.05, "negative")],
)
def test_label_follows_the_polarity(polarity: float, label: str) -> None:
    assert label_of(polarity) == label


def test_equal_texts_are_scored_once_and_a_second_run_scores_nothing(run: Run) -> None:
    give_comments(run, [("en", text) for text in [*TEXTS, *TEXTS]])
    assert scoring.score_new_comments(run) == {"en": 4}
    assert scoring.score_new_comments(run) == {"en": 0}
    assert len(scores(run)) == 4


def test_only_a_new_comment_is_scored_in_the_next_run(run: Run) -> None:
    give_comments(run, [("en", TEXTS[0])])
    scoring.score_new_comments(run)
    give_comments(run, [("en", TEXTS[0]), ("en", TEXTS[1])])
    assert scoring.score_new_comments(run) == {"en": 1}


def test_new_version_of_a_scorer_scores_everything_again(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_comments(run, [("en", TEXTS[0])])
    scoring.score_new_comments(run)
    newer = TextBlobEnglish()
    newer.engine = "textblob 99"
    monkeypatch.setattr(scoring, "scorers", lambda: [newer])
    assert scoring.score_new_comments(run) == {"en": 1}
    assert [row["engine"] for row in scores(run)] == ["textblob 99"]


def test_language_without_a_scorer_is_left_unscored(run: Run) -> None:
    give_comments(run, [("ko", "정말 친절했어요"), ("fi", "Kiitos nopeasta avusta"), ("en", "ok")])
    assert scoring.score_new_comments(run) == {"en": 1}
    assert [row["language"] for row in scores(run)] == ["en"]


def test_batches_give_what_one_batch_gives(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    give_comments(run, [("en", f"{text} {i}") for i in range(20) for text in TEXTS])
    scoring.score_new_comments(run)
    whole = scores(run)
    run.engine.connection.execute("delete from sentiment.comment_scores")
    monkeypatch.setattr(scoring, "BATCH", 7)
    scoring.score_new_comments(run)
    assert scores(run) == whole
