with shares as (
    select
        sums.metric,
        sums.scope_kind,
        sums.scope,
        sums.period_kind,
        sums.period_start,
        sums.total as numerator,
        sums.n as denominator,
        sums.total / sums.n as share,
        sums.approximate
    from intermediate.metric_sums as sums
    inner join reference.metrics
        on sums.metric = metrics.metric
    where metrics.statistic = 'share'
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
