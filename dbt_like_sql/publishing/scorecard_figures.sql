-- What the scorecard pages show: for each metric and scope the latest complete week, month and
-- quarter, and its change since the period before, with an interval where both figures have one.
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
        company.change,
        company.last_year_value,
        company.signal,
        company.hidden_reason,
        company.approximate,
        company.restated
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
),

-- Each interval's own reach (Zou and Donner 2008).
changes as (
    select
        complete.metric,
        complete.scope_kind,
        complete.scope,
        complete.period_kind,
        complete.period_start,
        complete.change - sqrt(
            power(complete.value - complete.ci_low, 2)
            + power(previous.ci_high - previous.value, 2)
        ) as change_low,
        complete.change + sqrt(
            power(complete.ci_high - complete.value, 2)
            + power(previous.value - previous.ci_low, 2)
        ) as change_high
    from complete
    inner join reference.periods
        on
            complete.period_kind = periods.period_kind
            and complete.period_start = periods.day
    inner join complete as previous
        on
            complete.metric = previous.metric
            and complete.scope_kind = previous.scope_kind
            and complete.scope = previous.scope
            and complete.period_kind = previous.period_kind
            and periods.previous_period_start = previous.period_start
)

select
    metrics.position,
    metrics.theme,
    metrics.name_en,
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
    complete.change,
    changes.change_low,
    changes.change_high,
    complete.last_year_value,
    complete.signal,
    complete.hidden_reason,
    complete.approximate,
    complete.restated
from complete
inner join latest
    on
        complete.period_kind = latest.period_kind
        and complete.period_start = latest.period_start
inner join reference.metrics
    on complete.metric = metrics.metric
left join changes
    on
        complete.metric = changes.metric
        and complete.scope_kind = changes.scope_kind
        and complete.scope = changes.scope
        and complete.period_kind = changes.period_kind
        and complete.period_start = changes.period_start
order by metrics.position, complete.scope_kind, complete.scope, complete.period_kind
