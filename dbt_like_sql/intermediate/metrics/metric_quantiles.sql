with ordered as materialized (
    -- Made once, though some of these values have several quantiles.
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start,
        n,
        ordered,
        approximate
    from intermediate.ordered_values
),

sampled as (
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
    from ordered
    inner join reference.metrics
        on ordered.metric = coalesce(metrics.based_on, metrics.metric)
    where metrics.statistic = 'quantile'
),

ranks as (
    -- A median of an even number lies between two values. The interval of a quantile lies between
    -- those at n q ± 1.96 √(n q (1 - q)) (Conover 1999, binomial with its normal approximation).
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start,
        n,
        ordered,
        ceil(quantile * n) as lower_rank,
        case when quantile = 0.5e0 then floor(n / 2e0) + 1e0 else ceil(quantile * n) end
            as upper_rank,
        case when has_interval then greatest(1e0, floor(quantile * n - spread)) end as low_rank,
        case when has_interval then least(n, ceil(quantile * n + spread) + 1e0) end as high_rank,
        approximate
    from sampled
)

select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    (ordered[cast(lower_rank as bigint)] + ordered[cast(upper_rank as bigint)]) / 2e0 as value,
    n,
    cast(null as double) as numerator,
    cast(n as double) as denominator,
    ordered[cast(low_rank as bigint)] as ci_low,
    ordered[cast(high_rank as bigint)] as ci_high,
    approximate
from ranks
