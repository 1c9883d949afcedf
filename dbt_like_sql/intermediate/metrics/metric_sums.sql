select
    days.metric,
    days.scope_kind,
    days.scope,
    periods.period_kind,
    periods.period_start,
    cast(sum(days.n) as double) as n,
    cast(sum(days.total) as double) as total,
    cast(sum(days.weights) as double) as weights,
    cast(sum(days.total_squares) as double) as total_squares,
    cast(sum(days.total_products) as double) as total_products,
    cast(sum(days.weights_squares) as double) as weights_squares,
    bool_or(days.approximate) as approximate
from intermediate.metric_days as days
inner join reference.periods
    on days.observed_on = periods.day
inner join reference.metrics
    on days.metric = metrics.metric
cross join reference.run
where
    not metrics.at_period_end
    or days.observed_on = least(periods.period_end, cast(run.as_of as date))
group by
    days.metric,
    days.scope_kind,
    days.scope,
    periods.period_kind,
    periods.period_start
