with period_lengths as (
    select distinct
        period_kind,
        period_start,
        period_end,
        previous_period_start,
        last_year_period_start
    from reference.periods
)

select
    metric_values.metric,
    metric_values.scope_kind,
    metric_values.scope,
    metric_values.period_kind,
    metric_values.period_start,
    period_lengths.period_end,
    metric_values.value,
    metrics.unit,
    metric_values.n,
    metric_values.numerator,
    metric_values.denominator,
    metric_values.ci_low,
    metric_values.ci_high,
    coalesce(targets.target, metrics.target) as target,
    case
        when coalesce(targets.target, metrics.target) is null then null
        -- Too few answers for an interval: nothing can be said. What is open or on the roster at a
        -- period's end is counted, not sampled.
        when
            metrics.statistic <> 'stock'
            and not metrics.at_period_end
            and metric_values.ci_low is null
            then 'uncertain'
        when
            metrics.better = 'higher'
            and coalesce(metric_values.ci_low, metric_values.value)
            >= coalesce(targets.target, metrics.target)
            then 'met'
        when
            metrics.better = 'lower'
            and coalesce(metric_values.ci_high, metric_values.value)
            <= coalesce(targets.target, metrics.target)
            then 'met'
        when
            metrics.better = 'higher'
            and coalesce(metric_values.ci_high, metric_values.value)
            < coalesce(targets.target, metrics.target)
            then 'missed'
        when
            metrics.better = 'lower'
            and coalesce(metric_values.ci_low, metric_values.value)
            > coalesce(targets.target, metrics.target)
            then 'missed'
        else 'uncertain'
    end as status,
    previous.value as previous_value,
    metric_values.value - previous.value as change,
    last_year.value as last_year_value,
    signals.signal,
    cast(null as varchar) as hidden_reason,
    metric_values.approximate,
    coalesce(earlier.restated or earlier.value <> metric_values.value, false) as restated,
    run.as_of
from intermediate.metric_values
inner join reference.metrics
    on metric_values.metric = metrics.metric
inner join period_lengths
    on
        metric_values.period_kind = period_lengths.period_kind
        and metric_values.period_start = period_lengths.period_start
left join intermediate.metric_values as previous
    on
        metric_values.metric = previous.metric
        and metric_values.scope_kind = previous.scope_kind
        and metric_values.scope = previous.scope
        and metric_values.period_kind = previous.period_kind
        and period_lengths.previous_period_start = previous.period_start
left join intermediate.metric_values as last_year
    on
        metric_values.metric = last_year.metric
        and metric_values.scope_kind = last_year.scope_kind
        and metric_values.scope = last_year.scope
        and metric_values.period_kind = last_year.period_kind
        and period_lengths.last_year_period_start = last_year.period_start
left join intermediate.metric_signals as signals
    on
        metric_values.metric = signals.metric
        and metric_values.scope_kind = signals.scope_kind
        and metric_values.scope = signals.scope
        and metric_values.period_kind = signals.period_kind
        and metric_values.period_start = signals.period_start
left join reference.targets
    on
        metric_values.metric = targets.metric
        and metric_values.scope_kind = targets.scope_kind
        and metric_values.scope = targets.scope
left join reference.published_figures as earlier
    on
        metric_values.metric = earlier.metric
        and metric_values.scope_kind = earlier.scope_kind
        and metric_values.scope = earlier.scope
        and metric_values.period_kind = earlier.period_kind
        and metric_values.period_start = earlier.period_start
cross join reference.run
