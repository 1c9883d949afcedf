"""Nobody gets at a figure that the scorecard hides by sums and differences of others."""

from datetime import datetime

import pytest

SCORECARD = "marts.company_scorecard"
# Days of publications: the first of each month, and the one on which the week and June are over.
PUBLISHED = [datetime(2024, month, 1, 6) for month in range(1, 7)] + [datetime(2024, 7, 3, 12)]


@pytest.fixture
def scorecard(metric_values, show):
    """What the scorecard shows of a company on a day."""

    def shown_of(company, as_of=PUBLISHED[-1]):
        counts = company.count(as_of.date())
        figures = metric_values(counts, "nps")
        return show(counts, SCORECARD, {"intermediate.metric_values": figures}, as_of)

    return shown_of


@pytest.mark.parametrize("seed", range(6))
def test_attacker_recovers_no_number_of_few_answers(company_of, scorecard, seed):
    company = company_of(seed)
    assert company.attack(scorecard(company)) == []


@pytest.mark.parametrize("seed", range(3))
def test_attacker_who_keeps_all_publications_recovers_nothing_more(company_of, scorecard, seed):
    company = company_of(seed)
    seen = {}
    for as_of in PUBLISHED:
        seen |= {cell: n for cell, n in scorecard(company, as_of).items() if n is not None}
    assert company.attack(dict.fromkeys(company.count()) | seen) == []


@pytest.mark.parametrize("seed", range(2))
def test_attack_bites_where_only_figures_of_few_answers_themselves_are_hidden(company_of, seed):
    company = company_of(seed)
    shown = {cell: n if n >= 10 else None for cell, n in company.count().items()}
    assert len(company.attack(shown)) > 20
