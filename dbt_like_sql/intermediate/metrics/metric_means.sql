with means as (
    select
        sums.metric,
        sums.scope_kind,
        sums.scope,
        sums.period_kind,
        sums.period_start,
        sums.total,
        sums.n,
        sums.total / sums.n as value,
        -- The variance of a mean of n answers; for NPS it is (p + d - (p - d)²) / n.
        sqrt(
            greatest(
                0e0,
                sums.total_squares / sums.n - (sums.total / sums.n) * (sums.total / sums.n)
            ) / sums.n
        ) as standard_error,
        case when metrics.unit in ('points', 'percent') then 100e0 else 1e0 end as scale,
        metrics.lowest,
        metrics.highest,
        sums.approximate
    from intermediate.metric_sums as sums
    inner join reference.metrics
        on sums.metric = metrics.metric
    where metrics.statistic = 'mean'
)

select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    value,
    cast(n as bigint) as n,
    total / scale as numerator,
    n as denominator,
    -- Answers that all agree tell nothing of how far others would differ: no interval. A millionth
    -- is what rounding may leave of no difference.
    case
        when standard_error > 1e-6 * abs(value)
            then greatest(lowest, value - 1.959963984540054e0 * standard_error)
    end as ci_low,
    case
        when standard_error > 1e-6 * abs(value)
            then least(highest, value + 1.959963984540054e0 * standard_error)
    end as ci_high,
    approximate
from means
