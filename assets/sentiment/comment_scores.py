"""Scores every comment once per version of scoring, by the hash of its text."""

from assets.sentiment.scoring import score_comments, scoring_version
from assets.warehouse.run import Run

# Some hundred megabytes at a time, whatever the number of comments. The patterns of topics are
# compiled once per batch, which takes as long as scoring three thousand comments.
BATCH = 100_000


def score_new_comments(run: Run) -> int:
    """Score distinct texts that the present version has not seen, new ones before outdated ones.

    Each batch is kept as soon as it is scored: a run that is broken off goes on where it was.

    Returns:
        Texts scored now.

    Raises:
        SettingsError: The packages of the run's scorer aren't installed.
    """
    named = {"version": scoring_version(run.scorer)}
    run.engine.run_file("sentiment/comment_scores.sql")
    run.engine.run_file("sentiment/unscored_texts.sql", named)
    texts = run.engine.connection.table("unscored_texts").to_arrow_table()
    for batch in texts.to_batches(max_chunksize=BATCH):
        scores = score_comments(batch["text"], batch["declared_language"], run.scorer)
        for key in ("text_hash", "declared_language"):
            scores = scores.append_column(key, batch[key])
        run.engine.connection.register("new_scores", scores)
        run.engine.run_file("sentiment/keep_scores.sql", named)
        run.engine.connection.unregister("new_scores")
    return int(texts.num_rows)
