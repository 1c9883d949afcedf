with changes as (
    select
        sums.metric,
        sums.scope_kind,
        sums.scope,
        sums.period_kind,
        sums.period_start,
        sums.total as change,
        sums.approximate
    from intermediate.metric_sums as sums
    inner join reference.metrics
        on sums.metric = metrics.metric
    where metrics.statistic = 'stock'
),

first_changes as (
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        min(period_start) as first_period_start
    from changes
    group by
        metric,
        scope_kind,
        scope,
        period_kind
),

all_periods as (
    select distinct
        period_kind,
        period_start
    from reference.periods
)

-- A stock stands at the end of every period since its first change, whether it changed or not.
select
    first_changes.metric,
    first_changes.scope_kind,
    first_changes.scope,
    all_periods.period_kind,
    all_periods.period_start,
    sum(coalesce(changes.change, 0e0)) over until_then as value,
    cast(null as bigint) as n,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    cast(null as double) as ci_low,
    cast(null as double) as ci_high,
    coalesce(bool_or(changes.approximate) over until_then, false) as approximate
from first_changes
inner join all_periods
    on
        first_changes.period_kind = all_periods.period_kind
        and first_changes.first_period_start <= all_periods.period_start
left join changes
    on
        first_changes.metric = changes.metric
        and first_changes.scope_kind = changes.scope_kind
        and first_changes.scope = changes.scope
        and all_periods.period_kind = changes.period_kind
        and all_periods.period_start = changes.period_start
window
    until_then as (
        partition by
            first_changes.metric,
            first_changes.scope_kind,
            first_changes.scope,
            all_periods.period_kind
        order by all_periods.period_start
        rows between unbounded preceding and current row
    )
