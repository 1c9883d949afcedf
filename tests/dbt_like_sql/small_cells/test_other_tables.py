"""What the scorecard hides follows from no other table of the company file, nor from both together.

Each attack is tried on the leaders' table as well, where it succeeds.
"""

from datetime import date, timedelta

import numpy as np
import pytest

# Every NPS answer is of one group; how many are of neither is told by the other two.
GROUPS = {"let_down": 0.2, "never_let_down": 0.5, "others": 0.3}
KINDS = ["quarter", "year"]


def draw_groups(company_of, seed):
    """A company of all answers, and one of those of each group."""
    answers = company_of(seed).answers
    drawn = np.random.default_rng(seed).choice(list(GROUPS), len(answers), p=list(GROUPS.values()))
    by_group = {
        name: company_of(
            seed, [answer for answer, own in zip(answers, drawn, strict=True) if own == name]
        )
        for name in GROUPS
    }
    return company_of(seed), by_group


def recovery_sums(counts):
    """Rows of intermediate.recovery_sums, which knows no languages."""
    cells = {cell for n in counts.values() for cell in n if cell[0][0] != "language"}
    columns = ("scope_kind", "scope", "period_kind", "period_start")
    return [
        dict(zip(columns, (*scope, *period), strict=True))
        | {"after_bad": 0}
        | {name: counts[name][scope, period] for name in ("let_down", "never_let_down")}
        | {f"{name}_promoters": 0 for name in ("let_down", "never_let_down")}
        for scope, period in cells
    ]


@pytest.fixture
def recovery(metric_values, show):
    """What the scorecard and a table of recovery show of each group."""

    def shown_of(company, by_group, table):
        counts = {name: group.count(kinds=KINDS) for name, group in by_group.items()}
        given = {
            "intermediate.metric_values": metric_values(company.count(), "nps"),
            "intermediate.recovery_sums": recovery_sums(counts),
        }
        nps = show(company.count(), "marts.company_scorecard", given)
        one = show(counts["let_down"], table, given, n="let_down_answers")
        other = show(counts["never_let_down"], table, given, n="never_let_down_answers")
        rest = {
            cell: nps[cell] - one.get(cell, 0) - other.get(cell, 0)
            if None not in (nps[cell], one.get(cell, 0), other.get(cell, 0))
            else None
            for cell in counts["others"]
        }
        return {"let_down": one, "never_let_down": other, "others": rest}

    return shown_of


@pytest.mark.parametrize("seed", range(3))
def test_groups_of_recovery_tell_no_few_answers_beside_the_scorecard(company_of, recovery, seed):
    company, by_group = draw_groups(company_of, seed)
    for name, shown in recovery(company, by_group, "marts.company_recovery").items():
        assert any(n is not None for n in shown.values())
        assert by_group[name].attack(shown) == []


def test_attack_bites_where_groups_hide_nothing_but_their_own_few(company_of, recovery):
    company, by_group = draw_groups(company_of, 0)
    shown = recovery(company, by_group, "marts.recovery")
    assert any(by_group[name].attack(numbers) for name, numbers in shown.items())


@pytest.fixture
def comments(metric_values, show):
    """What the scorecard and another table show of the comments of a company's scopes."""

    def shown_of(company, metric, table, given, kinds):
        counts = company.count()
        given |= {"intermediate.metric_values": metric_values(counts, metric)}
        shown = show(counts, "marts.company_scorecard", given)
        some = {cell: n for cell, n in counts.items() if cell[1][0] in kinds}
        known = {cell: n for cell, n in show(some, table, given).items() if n is not None}
        assert known
        return shown | known

    return shown_of


def warnings_of(company):
    """A warning in every week of the company and of each team, hidden as in the leaders' file."""
    counts = company.count()
    of_company = {
        start: n for ((k, _), (p, start)), n in counts.items() if (k, p) == ("company", "week")
    }
    return [
        {
            "warning_id": f"{scope} {start}",
            "kind": "spike",
            "scope_kind": kind,
            "scope": scope,
            "week": start,
            "n": n,
            "other_n": of_company[start] - n,
            "negatives": n // 2,
            "expected": n / 4,
        }
        for ((kind, scope), (period_kind, start)), n in counts.items()
        if kind in ("company", "team") and period_kind == "week"
    ]


def attack_warnings(company_of, comments, seed, table):
    company = company_of(seed)
    given = {"intermediate.early_warnings": warnings_of(company)}
    return company.attack(comments(company, "net_sentiment", table, given, ["week"]))


@pytest.mark.parametrize("seed", range(3))
def test_warnings_tell_no_few_comments_beside_the_scorecard(company_of, comments, seed):
    assert attack_warnings(company_of, comments, seed, "marts.company_early_warnings") == []


def test_attack_bites_where_warnings_hide_nothing_but_few_comments(company_of, comments):
    found = [
        attack_warnings(company_of, comments, seed, "marts.early_warnings") for seed in range(4)
    ]
    assert any(found)


def values_of(company):
    """Counts of a service value in every quarter of the company and of each team."""
    return [
        {
            "service_value": "honesty",
            "scope_kind": kind,
            "scope": scope,
            "period_start": start,
            "previous_period_start": date(start.year, start.month, 1) - timedelta(days=90),
            "n": n,
            "praise": n // 2,
            "complaints": n // 3,
        }
        for ((kind, scope), (period_kind, start)), n in company.count().items()
        if kind in ("company", "team") and period_kind == "quarter"
    ]


def attack_values(company_of, comments, seed, table):
    company = company_of(seed)
    rows = values_of(company)
    keys = ("service_value", "scope_kind", "scope", "period_start")
    given = {
        "intermediate.value_comments": rows,
        "marts.service_value_facts": [{key: row[key] for key in keys} for row in rows],
    }
    return company.attack(comments(company, "honesty_index", table, given, ["quarter"]))


@pytest.mark.parametrize("seed", range(3))
def test_service_values_tell_no_few_comments_beside_the_scorecard(company_of, comments, seed):
    assert attack_values(company_of, comments, seed, "marts.company_service_values") == []


def test_attack_bites_where_service_values_hide_nothing_but_few_comments(company_of, comments):
    found = [attack_values(company_of, comments, seed, "marts.service_values") for seed in range(4)]
    assert any(found)
