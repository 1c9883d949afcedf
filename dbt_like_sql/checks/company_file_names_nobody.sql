-- No figure of fewer answers than the threshold stands in the company's file, nor one derived from
-- it: of its own period, or of the period before.
with exact as (
    select
        scorecard.metric,
        scorecard.scope_kind,
        scorecard.scope,
        scorecard.period_kind,
        scorecard.period_start,
        scorecard.n < run.min_responses as is_small,
        coalesce(previous.n, 0) < run.min_responses as is_previous_small
    from marts.scorecard
    inner join reference.metrics
        on scorecard.metric = metrics.metric
    inner join reference.periods
        on
            scorecard.period_kind = periods.period_kind
            and scorecard.period_start = periods.day
    left join marts.scorecard as previous
        on
            scorecard.metric = previous.metric
            and scorecard.scope_kind = previous.scope_kind
            and scorecard.scope = previous.scope
            and scorecard.period_kind = previous.period_kind
            and periods.previous_period_start = previous.period_start
    cross join reference.run
    where metrics.kind = 'external'
)

select
    company.metric,
    company.scope_kind,
    company.scope,
    company.period_start
from marts.company_scorecard as company
inner join exact
    on
        company.metric = exact.metric
        and company.scope_kind = exact.scope_kind
        and company.scope = exact.scope
        and company.period_kind = exact.period_kind
        and company.period_start = exact.period_start
where
    (
        exact.is_small
        and coalesce(
            company.value,
            company.n,
            company.numerator,
            company.denominator,
            company.ci_low,
            company.ci_high
        ) is not null
    )
    or (
        (exact.is_small or exact.is_previous_small)
        and coalesce(company.previous_value, company.change) is not null
    )
