"""The part of a proposal that says what a survey measures."""

from assets.ingest.sniffing.columns import Match
from assets.ingest.sniffing.filling import listed
from assets.ingest.sniffing.probe import Column
from assets.ingest.sniffing.proposal import Draft
from assets.ingest.sniffing.survey import Score, as_score, find_comments, find_scores
from assets.ingest.sniffing.words import codes, key_of


def fill_survey(draft: Draft, source: str) -> None:
    """Score, scale, kind, comment and name of a survey."""
    score = _find_score(draft)
    _find_comment(draft)
    if not _is_known(draft, "survey"):
        draft.entry["constants"]["survey"] = source
    kinds = _column_of(draft, "kind")
    if kinds is not None:
        if not draft.probe.export.values.get("kind"):
            _scales_by_kind(draft, kinds, score)
        return
    draft.entry["constants"]["kind"] = _kind_of(draft, score)
    if score and not {"scale_min", "scale_max"} <= {*draft.entry["columns"], *draft.given}:
        low, high = _scale_of(draft, score)
        draft.entry["constants"] |= {"scale_min": low, "scale_max": high}


def _find_score(draft: Draft) -> Score | None:
    known = _column_of(draft, "score")
    if known is not None:
        score = as_score(known, named=True)
    else:
        found = find_scores(draft.free_columns())
        score = found[0] if found else None
        if score:
            _take(draft, "score", score.column)
        others = [other.column.name for other in found[1:]]
        if others:
            ask = f"also on a scale: {listed(others)}; each needs a source file of its own"
            draft.ask("columns.score", ask)
    if score and score.values:
        draft.entry["values"]["score"] = score.values
        draft.ask("values.score", "do these words stand for these points?")
    return score


def _find_comment(draft: Draft) -> None:
    if _is_known(draft, "comment"):
        return
    found = find_comments(draft.free_columns())
    if found:
        _take(draft, "comment", found[0])
        if len(found) > 1:
            others = listed([column.name for column in found[1:]])
            draft.ask("columns.comment", f"people also wrote into {others}")


def _take(draft: Draft, name: str, column: Column) -> None:
    draft.matches[name] = Match(column, 1.0)
    draft.entry["columns"][name] = column.name


def _kind_of(draft: Draft, score: Score | None) -> str:
    if score is None:
        draft.ask("constants.kind", "no score was found; nps, csat, ces, enps, pulse or mystery?")
        draft.proposal.placeholders.append("kind")
        return "pulse"
    if score.kind:
        draft.ask("constants.kind", f"by the words of `{shown(score.column.name)}`; is it so?")
        return score.kind
    kind = "nps" if score.scale == (0, 10) else "csat"
    draft.ask("constants.kind", f"by the scale of `{shown(score.column.name)}` alone; is it so?")
    return kind


def _scale_of(draft: Draft, score: Score) -> tuple[float, float]:
    kind = draft.entry["constants"]["kind"]
    if kind in ("nps", "enps"):
        return 0, 10
    low, high = score.scale
    seen = f"{score.column.lowest:g} to {score.column.highest:g}" if not score.values else "words"
    draft.ask("constants.scale_max", f"{seen} seen; is this the whole scale?")
    return low, high


def _scales_by_kind(draft: Draft, kinds: Column, score: Score | None) -> None:
    """Kinds that differ by row bring their scales with them."""
    if {"scale_min", "scale_max"} <= {*draft.entry["columns"], *draft.given}:
        return
    known = codes("survey_responses")["kind"]
    low, high = score.scale if score and score.scale[1] <= 7 else (1, 5)
    scales = {"nps": (0, 10), "enps": (0, 10)}
    entry: dict[str, dict[str, str]] = {}
    for said in kinds.values or {}:
        kind = known.get(key_of(said))
        if kind:
            bottom, top = scales.get(kind, (low, high))
            entry[said] = {"kind": kind, "scale_min": f"{bottom:g}", "scale_max": f"{top:g}"}
    draft.entry["values"]["kind"] = entry
    draft.ask("values.kind", "are these the scales of the kinds?")


def _column_of(draft: Draft, name: str) -> Column | None:
    if name in draft.given:
        return draft.given[name][0]
    return draft.matches[name].column if name in draft.matches else None


def _is_known(draft: Draft, name: str) -> bool:
    return name in draft.given or name in draft.matches


def shown(name: str) -> str:
    """A column's name on one line, cut where it is a whole question."""
    plain = " ".join(name.split())
    return plain if len(plain) <= 60 else f"{plain[:57]}…"
