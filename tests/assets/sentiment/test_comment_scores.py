"""Comments are scored once per version of scoring, and what was scored stays."""

import pyarrow as pa
import pytest

from assets.sentiment import comment_scores
from assets.sentiment.comment_scores import score_new_comments
from assets.warehouse.run import Run

TEXTS = ["Great help, thank you!", "I waited an hour. Terrible.", "It is a filter.", "👍 great"]


def give_comments(run: Run, rows: list[tuple[str, str]]) -> None:
    """Fill `intermediate.comments` with (declared language, text)."""
    columns = {
        "declared_language": [language for language, _ in rows],
        "text": [text for _, text in rows],
        "text_hash": [f"hash of {text}" for _, text in rows],
    }
    run.engine.replace_with("intermediate.comments", pa.table(columns))


def scores(run: Run) -> list[dict[str, object]]:
    return run.engine.read("sentiment.comment_scores").sort_by("text_hash").to_pylist()


def test_equal_texts_are_scored_once_and_a_second_run_scores_nothing(run: Run) -> None:
    give_comments(run, [("en", text) for text in [*TEXTS, *TEXTS]])
    assert score_new_comments(run) == 4
    assert score_new_comments(run) == 0
    assert len(scores(run)) == 4


def test_only_a_new_comment_is_scored_in_the_next_run(run: Run) -> None:
    give_comments(run, [("en", TEXTS[0])])
    score_new_comments(run)
    give_comments(run, [("en", TEXTS[0]), ("en", TEXTS[1])])
    assert score_new_comments(run) == 1


def test_text_is_scored_anew_under_another_declared_language(run: Run) -> None:
    give_comments(run, [("en", "super"), ("fi", "super")])
    assert score_new_comments(run) == 2
    assert {row["language"] for row in scores(run)} == {"en", "fi"}


def test_new_version_scores_everything_again_and_the_new_comments_first(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_comments(run, [("en", TEXTS[0])])
    score_new_comments(run)
    give_comments(run, [("en", TEXTS[0]), ("en", TEXTS[1])])
    monkeypatch.setattr(comment_scores, "scoring_version", lambda scorer: "another")
    monkeypatch.setattr(comment_scores, "BATCH", 1)
    order: list[str] = []
    score = comment_scores.score_comments
    monkeypatch.setattr(
        comment_scores,
        "score_comments",
        lambda texts, *rest: (order.extend(texts.to_pylist()), score(texts, *rest))[1],
    )
    assert score_new_comments(run) == 2
    assert order == [TEXTS[1], TEXTS[0]]
    assert {row["version"] for row in scores(run)} == {"another"}


def test_run_that_was_broken_off_keeps_the_batches_that_it_scored(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_comments(run, [("en", text) for text in TEXTS])
    monkeypatch.setattr(comment_scores, "BATCH", 1)
    score, calls = comment_scores.score_comments, iter(range(10))

    def fail_at_the_third(texts: pa.Array, *rest: object) -> pa.Table:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return score(texts, *rest)

    monkeypatch.setattr(comment_scores, "score_comments", fail_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        score_new_comments(run)
    monkeypatch.setattr(comment_scores, "score_comments", score)
    assert score_new_comments(run) == 2


def test_batches_give_what_one_batch_gives(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    give_comments(run, [("und", f"{text} {i}") for i in range(20) for text in TEXTS])
    score_new_comments(run)
    whole = scores(run)
    run.engine.connection.execute("delete from sentiment.comment_scores")
    monkeypatch.setattr(comment_scores, "BATCH", 7)
    score_new_comments(run)
    assert scores(run) == whole
