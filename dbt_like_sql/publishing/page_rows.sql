-- What the page shows: for each scope the latest complete week, month and quarter.
with complete as (
    select
        company.metric,
        company.scope_kind,
        company.scope,
        company.period_kind,
        company.period_start,
        company.period_end,
        company.value,
        company.n,
        company.ci_low,
        company.ci_high,
        company.target,
        company.status,
        company.previous_value,
        company.last_year_value,
        company.signal,
        company.approximate
    from marts.company_scorecard as company
    cross join reference.run
    where
        company.period_end < cast(run.as_of as date)
        and company.period_kind in ('week', 'month', 'quarter')
),

latest as (
    select
        period_kind,
        max(period_start) as period_start
    from complete
    group by period_kind
)

select
    metrics.position,
    metrics.name_en,
    metrics.definition,
    metrics.kind,
    metrics.unit,
    metrics.better,
    complete.metric,
    complete.scope_kind,
    complete.scope,
    complete.period_kind,
    complete.period_start,
    complete.period_end,
    complete.value,
    complete.n,
    complete.ci_low,
    complete.ci_high,
    complete.target,
    complete.status,
    complete.previous_value,
    complete.last_year_value,
    complete.signal,
    complete.approximate
from complete
inner join latest
    on
        complete.period_kind = latest.period_kind
        and complete.period_start = latest.period_start
inner join reference.metrics
    on complete.metric = metrics.metric
order by metrics.position, complete.scope_kind, complete.scope, complete.period_kind
