with figures as (
    select
        metrics.metric,
        quantiles.scope_kind,
        quantiles.scope,
        quantiles.period_kind,
        quantiles.period_start,
        quantiles.value,
        quantiles.n,
        quantiles.ci_low,
        quantiles.ci_high,
        quantiles.approximate
    from intermediate.metric_quantiles as quantiles
    inner join reference.metrics
        on quantiles.metric = metrics.based_on
    where metrics.statistic = 'change' and quantiles.value > 0
),

first_tickets as (
    select min(created_at) as created_at
    from intermediate.ticket_creations
),

quarters as (
    -- Whole ones: in their first week there were tickets, and their last day is over.
    select distinct
        periods.period_start,
        periods.period_end
    from reference.periods
    cross join reference.run
    cross join first_tickets
    where
        periods.period_kind = 'quarter'
        and first_tickets.created_at < cast(periods.period_start as timestamp) + interval 7 day
        and periods.period_end < cast(run.as_of as date)
),

candidates as (
    select
        figures.metric,
        figures.scope_kind,
        figures.scope,
        quarters.period_end,
        figures.value,
        figures.ci_low,
        figures.ci_high,
        figures.approximate,
        row_number() over (
            partition by figures.metric, figures.scope_kind, figures.scope
            order by figures.period_start
        ) as place
    from figures
    inner join quarters
        on figures.period_start = quarters.period_start
    where figures.period_kind = 'quarter' and figures.ci_low is not null
),

logs as (
    select
        figures.metric,
        figures.scope_kind,
        figures.scope,
        figures.period_kind,
        figures.period_start,
        figures.value,
        baselines.value as baseline,
        figures.n,
        ln(figures.value / baselines.value) as change,
        ln(figures.value / nullif(figures.ci_low, 0e0)) as below,
        ln(figures.ci_high / figures.value) as above,
        ln(baselines.value / nullif(baselines.ci_low, 0e0)) as baseline_below,
        ln(baselines.ci_high / baselines.value) as baseline_above,
        figures.approximate or baselines.approximate as approximate
    from figures
    inner join candidates as baselines
        on
            figures.metric = baselines.metric
            and figures.scope_kind = baselines.scope_kind
            and figures.scope = baselines.scope
            and figures.period_start > baselines.period_end
    where baselines.place = 1
)

-- The interval of a ratio recovered from those of its parts, by their logarithms (MOVER: Donner and
-- Zou 2012, Statistical Methods in Medical Research 21, 347).
select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    100e0 * (value / baseline - 1e0) as value,
    n,
    value as numerator,
    baseline as denominator,
    100e0 * (exp(change - sqrt(below * below + baseline_above * baseline_above)) - 1e0) as ci_low,
    100e0 * (exp(change + sqrt(above * above + baseline_below * baseline_below)) - 1e0) as ci_high,
    approximate
from logs
