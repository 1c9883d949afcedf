with ranks as (
    select
        metrics.metric,
        ordered.scope_kind,
        ordered.scope,
        ordered.period_kind,
        ordered.period_start,
        ordered.n,
        ordered.ordered,
        metrics.quantile,
        -- Whether it lies above the smallest and below the largest value with 97.5 % each.
        -- Who was counted whole was not sampled.
        not metrics.at_period_end
        and power(greatest(metrics.quantile, 1e0 - metrics.quantile), ordered.n) <= 0.025e0
            as has_interval,
        1.959963984540054e0
        * sqrt(ordered.n * metrics.quantile * (1e0 - metrics.quantile)) as spread,
        ordered.approximate
    from intermediate.ordered_values as ordered
    inner join reference.metrics
        on ordered.metric = coalesce(metrics.based_on, metrics.metric)
    where metrics.statistic = 'quantile'
)

-- The interval of a quantile lies between two of the ordered values: those at
-- n q ± 1.96 √(n q (1 - q)) (Conover 1999, binomial with its normal approximation).
select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    case
        when quantile = 0.5e0
            then
                (
                    ordered[cast(floor((n + 1e0) / 2e0) as bigint)]
                    + ordered[cast(floor(n / 2e0) as bigint) + 1]
                ) / 2e0
        else ordered[cast(ceil(quantile * n) as bigint)]
    end as value,
    n,
    cast(null as double) as numerator,
    cast(n as double) as denominator,
    case
        when has_interval
            then ordered[cast(greatest(1e0, floor(quantile * n - spread)) as bigint)]
    end as ci_low,
    case
        when has_interval
            then ordered[cast(least(n, ceil(quantile * n + spread) + 1e0) as bigint)]
    end as ci_high,
    approximate
from ranks
