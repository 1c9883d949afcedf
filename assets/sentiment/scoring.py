"""Scores every comment once per scorer and version, by the hash of its text."""

from assets.sentiment.scorer import Scorer, scorers
from assets.warehouse.run import Run

BATCH = 20_000


def score_new_comments(run: Run) -> dict[str, int]:
    """Score distinct texts that their language's present scorer has not seen.

    Returns:
        Texts scored now, by language.
    """
    run.engine.run_file("sentiment/comment_scores.sql")
    return {scorer.language: _score_language(run, scorer) for scorer in scorers()}


def _score_language(run: Run, scorer: Scorer) -> int:
    named = {"language": scorer.language, "engine": scorer.engine}
    connection = run.engine.connection
    run.engine.run_file("sentiment/unscored_texts.sql", named)
    texts = connection.table("unscored_texts").to_arrow_table()
    for batch in texts.to_batches(max_chunksize=BATCH):
        scores = scorer.score(batch["text"]).append_column("text_hash", batch["text_hash"])
        connection.register("new_scores", scores)
        run.engine.run_file("sentiment/keep_scores.sql", named)
        connection.unregister("new_scores")
    return int(texts.num_rows)
