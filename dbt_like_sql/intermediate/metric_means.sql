with sums as (
    select
        days.metric,
        days.scope_kind,
        days.scope,
        periods.period_kind,
        periods.period_start,
        sum(days.total) as total,
        cast(sum(days.n) as double) as n,
        sum(days.total_squares) as total_squares,
        bool_or(days.approximate) as approximate
    from intermediate.metric_days as days
    inner join reference.metrics
        on days.metric = metrics.metric
    inner join reference.periods
        on days.observed_on = periods.day
    where metrics.statistic = 'mean'
    group by
        days.metric,
        days.scope_kind,
        days.scope,
        periods.period_kind,
        periods.period_start
),

means as (
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start,
        total,
        n,
        total / n as value,
        -- The variance of a mean of n answers; for NPS it is (p + d - (p - d)²) / n.
        sqrt(greatest(0e0, total_squares / n - (total / n) * (total / n)) / n) as standard_error,
        approximate
    from sums
)

select
    means.metric,
    means.scope_kind,
    means.scope,
    means.period_kind,
    means.period_start,
    means.value,
    cast(means.n as bigint) as n,
    means.total / 100e0 as numerator,
    means.n as denominator,
    -- Answers that all agree tell nothing of how far others would differ: no interval.
    case
        when means.standard_error > 0
            then greatest(
                metrics.lowest, means.value - 1.959963984540054e0 * means.standard_error
            )
    end as ci_low,
    case
        when means.standard_error > 0
            then least(
                metrics.highest, means.value + 1.959963984540054e0 * means.standard_error
            )
    end as ci_high,
    means.approximate
from means
inner join reference.metrics
    on means.metric = metrics.metric
