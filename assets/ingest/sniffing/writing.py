"""A proposal as the text of a source file, its questions as comments beside the lines."""

from typing import Any

import yaml

from assets.ingest.sniffing.opening import Question
from assets.ingest.sniffing.proposal import Proposal
from assets.ingest.sniffing.trial import Outcome

_ORDER = (
    *("source", "feed", "files", "format", "encoding", "delimiter", "quote", "escape"),
    *("skip_lines", "footer_lines", "header_rows", "header", "final_line_break", "sheet"),
    *("items", "missing", "decimal", "time_zone", "date_format", "columns", "person_names"),
    *("values", "constants"),
)
_LINE_BREAKS = "\n\r\x85\u2028\u2029"
_NESTED = ("columns", "values", "constants")


def write_source(proposal: Proposal, outcome: Outcome | None = None) -> str:
    """YAML that `load_source` takes as it stands."""
    lines = [f"# {line}" for line in _head(proposal, outcome)]
    for key in _ORDER:
        value = proposal.entry.get(key)
        if value is None or value == {}:
            continue
        if key in _NESTED:
            lines += _nested(key, value, proposal)
        else:
            lines.append(f"{key}: {_flow(value)}{_asks(proposal, key)}")
    # A question about what isn't in the file stands below it.
    shown = {question.key.partition(".")[0] for question in proposal.questions}
    for key in sorted(shown - proposal.entry.keys()):
        lines += [f"# decide {key}: {_plain(q.text)}" for q in _questions(proposal, key)]
    return "\n".join(lines) + "\n"


def _nested(key: str, entries: dict[str, Any], proposal: Proposal) -> list[str]:
    lines = [f"{key}:{_asks(proposal, key)}"]
    for name, value in entries.items():
        if isinstance(value, dict):
            lines.append(f"  {name}:{_asks(proposal, f'{key}.{name}')}")
            lines += [f"    {_flow(code)}: {_flow(meaning)}" for code, meaning in value.items()]
        else:
            lines.append(f"  {name}: {_flow(value)}{_asks(proposal, f'{key}.{name}')}")
    return lines


def _asks(proposal: Proposal, key: str) -> str:
    texts = [_plain(question.text) for question in proposal.questions if question.key == key]
    return f"  # decide: {'; '.join(texts)}" if texts else ""


def _questions(proposal: Proposal, key: str) -> list[Question]:
    return [q for q in proposal.questions if q.key.partition(".")[0] == key]


def _flow(value: Any) -> str:
    """A value on one line, quoted where YAML would read it as something else."""
    text: str = yaml.safe_dump(
        value,
        allow_unicode=True,
        default_flow_style=True,
        # In double quotes a line break is written as one, and the value stays on its line.
        default_style='"' if _breaks_lines(value) else None,
        width=10**9,
        sort_keys=False,
    )
    return text.removesuffix("\n").removesuffix("\n...")


def _breaks_lines(value: Any) -> bool:
    parts = value if isinstance(value, list | dict) else [value]
    return any(mark in part for part in parts if isinstance(part, str) for mark in _LINE_BREAKS)


def _plain(text: str) -> str:
    """A comment's text on one line, without what YAML can't hold."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def _head(proposal: Proposal, outcome: Outcome | None) -> list[str]:
    facts = [f"{name.replace('_', ' ')}: {value}" for name, value in proposal.facts.items()]
    if outcome and outcome.refused:
        facts.append(f"tried: refused whole: {outcome.refused}")
    elif outcome:
        facts.append(f"tried: {outcome.accepted:,} of {outcome.rows:,} rows accepted")
        facts += [
            f"  {rows:,} rows: {reason} ({column})" for reason, column, rows in outcome.reasons
        ]
    count = len(proposal.questions)
    facts.append(f"to decide: {count}" if count else "nothing left to decide")
    return [_plain(fact) if not fact.startswith(" ") else "  " + _plain(fact) for fact in facts]
