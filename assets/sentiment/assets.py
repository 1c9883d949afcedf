"""The scores of comments as a Dagster asset."""

import dagster as dg

from assets.sentiment.comment_scores import score_new_comments
from assets.warehouse.run import Run


@dg.asset(
    key=["sentiment", "comment_scores"],
    deps=[dg.AssetKey(["intermediate", "comments"])],
    group_name="sentiment",
)
def comment_scores(run: dg.ResourceParam[Run]) -> dg.MaterializeResult[None]:
    """One row per distinct text and language: what it feels and talks about."""
    scored = score_new_comments(run)
    total = run.engine.count_rows("sentiment.comment_scores")
    return dg.MaterializeResult(metadata={"dagster/row_count": total, "scored_now": scored})
