with ratios as (
    select
        sums.metric,
        sums.scope_kind,
        sums.scope,
        sums.period_kind,
        sums.period_start,
        sums.total,
        sums.weights,
        sums.n,
        sums.total / sums.weights as ratio,
        case when metrics.unit = 'percent' then 100e0 else 1e0 end as scale,
        -- The variance of a ratio of sums (Cochran 1977, Sampling Techniques, 2.11). Who was
        -- counted whole was not sampled.
        case when not metrics.at_period_end then 1e0 end * sqrt(
            greatest(
                0e0,
                sums.total_squares
                - 2e0 * (sums.total / sums.weights) * sums.total_products
                + (sums.total / sums.weights) * (sums.total / sums.weights) * sums.weights_squares
            ) * sums.n / nullif(sums.n - 1e0, 0e0)
        ) / sums.weights as standard_error,
        metrics.lowest,
        metrics.highest,
        sums.approximate
    from intermediate.metric_sums as sums
    inner join reference.metrics
        on sums.metric = metrics.metric
    where metrics.statistic = 'ratio' and sums.weights > 0
)

select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    scale * ratio as value,
    cast(n as bigint) as n,
    total as numerator,
    weights as denominator,
    -- As for means: where all agree, there is no interval.
    case
        when standard_error > 1e-6 * abs(ratio)
            then greatest(lowest, scale * (ratio - 1.959963984540054e0 * standard_error))
    end as ci_low,
    case
        when standard_error > 1e-6 * abs(ratio)
            then least(highest, scale * (ratio + 1.959963984540054e0 * standard_error))
    end as ci_high,
    approximate
from ratios
