"""people/agents.csv: one row for each time during which nothing about an agent changed."""

import csv
from datetime import date
from io import StringIO
from typing import NamedTuple

from assets.demo.careers import HEAD_OFFICE, LEVEL_TWO_AFTER, PAY_BANDS, level_of
from assets.demo.company import Company
from assets.demo.period import FIRST_DAY, LAST_DAY
from assets.demo.roster import Agent


class Span(NamedTuple):
    """One row of agents.csv, in the order of its columns; valid_to is the first day after."""

    agent_id: str
    name: str
    team: str
    business_unit: str
    manager_id: str
    country: str
    role: str
    level: str
    pay_band: str
    hired_on: date
    left_on: date | None
    valid_from: date
    valid_to: date | None


def agents_csv(company: Company, agents: list[Agent]) -> tuple[str, list[str]]:
    """Returns the header and the lines of agents.csv."""
    spans = [span for agent in agents for span in _spans(company, agents, agent)]
    return ",".join(Span._fields), [_line(span) for span in spans]


def _line(span: Span) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="").writerow(span)
    return text.getvalue()


def _spans(company: Company, agents: list[Agent], agent: Agent) -> list[Span]:
    """Cuts a history wherever the post, the level or the manager changes."""
    changes = sorted({*_change_days(agents), agent.hired_on + LEVEL_TWO_AFTER})
    days = [day for day in changes if agent.post_on(day) and agent.hired_on < day <= LAST_DAY]
    spans = [_span(company, agents, agent, day) for day in [agent.hired_on, *days]]
    changed = [
        span for n, span in enumerate(spans) if not n or _state(span) != _state(spans[n - 1])
    ]
    ends: list[date | None] = [*(span.valid_from for span in changed[1:]), agent.left_on]
    return [span._replace(valid_to=end) for span, end in zip(changed, ends, strict=True)]


def _change_days(agents: list[Agent]) -> list[date]:
    return sorted({p.since for a in agents for p in a.posts if FIRST_DAY < p.since <= LAST_DAY})


def _state(span: Span) -> tuple[str, str, str, str]:
    return span.team, span.role, span.level, span.manager_id


def _span(company: Company, agents: list[Agent], agent: Agent, day: date) -> Span:
    post = agent.post_on(day) or agent.posts[0]
    units = {team.team: team.unit for team in company.teams}
    level = level_of(post, agent.hired_on, day)
    return Span(
        agent_id=agent.agent_id,
        name=_full_name(agent),
        team=post.team,
        business_unit=units.get(post.team, HEAD_OFFICE),
        manager_id=_manager(agents, agent, max(day, FIRST_DAY)),
        country=agent.country,
        role=post.role,
        level=level,
        pay_band=PAY_BANDS[level],
        hired_on=agent.hired_on,
        left_on=agent.left_on,
        valid_from=day,
        valid_to=None,
    )


def _full_name(agent: Agent) -> str:
    """Writes Korean names as Koreans do, the family's first and no space."""
    if agent.country == "KR":
        return f"{agent.last_name}{agent.first_name}"
    return f"{agent.first_name} {agent.last_name}"


def _manager(agents: list[Agent], agent: Agent, day: date) -> str:
    """Returns who leads the agent's team on the day; leads and the head office have none here."""
    post = agent.post_on(day) or agent.posts[0]
    if post.role == "team lead" or not post.in_service:
        return ""
    held = [(other.agent_id, other.post_on(day)) for other in agents]
    return next(who for who, p in held if p and (p.team, p.role) == (post.team, "team lead"))
