with placed as (
    select
        observations.metric,
        scopes.scope_kind,
        scopes.scope,
        periods.period_kind,
        periods.period_start,
        observations.value,
        observations.approximate
    from metrics.observations
    inner join reference.metrics
        on observations.metric = metrics.metric
    inner join intermediate.metric_scopes as scopes
        on
            observations.business_unit is not distinct from scopes.business_unit
            and observations.team is not distinct from scopes.team
            and observations.country is not distinct from scopes.country
            and observations.channel is not distinct from scopes.channel
    inner join reference.periods
        on observations.observed_on = periods.day
    where metrics.statistic = 'median'
),

ranked as (
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start,
        value,
        approximate,
        row_number() over (
            partition by metric, scope_kind, scope, period_kind, period_start
            order by value
        ) as place,
        count(*) over (
            partition by metric, scope_kind, scope, period_kind, period_start
        ) as n
    from placed
)

-- The interval of a median lies between two of the ordered values: those at n/2 ± 1.96 √n / 2
-- (Conover 1999, binomial with its normal approximation). Of fewer than six no two reach 95 %.
select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    median(value) as value,
    max(n) as n,
    cast(null as double) as numerator,
    cast(max(n) as double) as denominator,
    min(
        case
            when n >= 6 and place >= greatest(1e0, floor((n - 1.959963984540054e0 * sqrt(n)) / 2e0))
                then value
        end
    ) as ci_low,
    max(
        case
            when n >= 6 and place <= least(n, ceil((n + 1.959963984540054e0 * sqrt(n)) / 2e0) + 1)
                then value
        end
    ) as ci_high,
    bool_or(approximate) as approximate
from ranked
group by
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start
