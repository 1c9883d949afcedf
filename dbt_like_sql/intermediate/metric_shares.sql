with counted as (
    select
        days.metric,
        days.scope_kind,
        days.scope,
        periods.period_kind,
        periods.period_start,
        sum(days.total) as numerator,
        sum(days.n) as denominator,
        bool_or(days.approximate) as approximate
    from intermediate.metric_days as days
    inner join reference.metrics
        on days.metric = metrics.metric
    inner join reference.periods
        on days.observed_on = periods.day
    where metrics.statistic = 'share'
    group by
        days.metric,
        days.scope_kind,
        days.scope,
        periods.period_kind,
        periods.period_start
),

shares as (
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start,
        numerator,
        cast(denominator as double) as denominator,
        numerator / cast(denominator as double) as share,
        approximate
    from counted
)

-- Wilson's interval at 95 %: z = 1.959963984540054.
select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    100e0 * share as value,
    cast(denominator as bigint) as n,
    numerator,
    denominator,
    100e0 * greatest(
        0e0,
        (
            share + 3.841458820694124e0 / (2e0 * denominator)
            - 1.959963984540054e0 * sqrt(
                share * (1e0 - share) / denominator
                + 3.841458820694124e0 / (4e0 * denominator * denominator)
            )
        ) / (1e0 + 3.841458820694124e0 / denominator)
    ) as ci_low,
    100e0 * least(
        1e0,
        (
            share + 3.841458820694124e0 / (2e0 * denominator)
            + 1.959963984540054e0 * sqrt(
                share * (1e0 - share) / denominator
                + 3.841458820694124e0 / (4e0 * denominator * denominator)
            )
        ) / (1e0 + 3.841458820694124e0 / denominator)
    ) as ci_high,
    approximate
from shares
