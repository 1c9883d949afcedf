with weeks as (
    -- The 52 weeks that ended last before the day of the as-of time.
    select
        periods.period_start,
        row_number() over (order by periods.period_start) as place,
        month(periods.period_start) = 10 and day(periods.period_start) <= 7
            as is_customer_service_week
    from reference.periods
    cross join reference.run
    where
        periods.period_kind = 'week'
        and periods.day = periods.period_end
        and periods.period_end < cast(run.as_of as date)
        and periods.period_end >= cast(run.as_of - interval 364 day as date)
),

span as (
    select
        min(period_start) as first_week,
        max(period_start) as last_week,
        max(place) as last_place,
        max(case when is_customer_service_week then period_start end) as customer_service_week
    from weeks
),

figures as (
    select
        scorecard.metric,
        scorecard.scope_kind,
        scorecard.scope,
        scorecard.period_start,
        scorecard.value,
        scorecard.unit,
        scorecard.target,
        scorecard.status,
        scorecard.hidden_reason,
        weeks.place,
        weeks.is_customer_service_week,
        -- So that more is better.
        case when metrics.better = 'higher' then 1e0 else -1e0 end as side,
        case
            when metrics.better = 'higher' then scorecard.value >= scorecard.target
            else scorecard.value <= scorecard.target
        end as is_met
    from marts.company_scorecard as scorecard
    inner join reference.metrics
        on scorecard.metric = metrics.metric
    inner join weeks
        on scorecard.period_start = weeks.period_start
    where scorecard.period_kind = 'week' and scorecard.target is not null
),

ranked as (
    select
        metric,
        scope_kind,
        scope,
        period_start,
        value,
        side,
        place,
        is_met,
        is_customer_service_week,
        -- Equal weeks: the latest of them.
        row_number() over (
            partition by metric, scope_kind, scope order by side * value desc, place desc
        ) as from_best,
        row_number() over (
            partition by metric, scope_kind, scope order by side * value asc, place desc
        ) as from_worst,
        -- The same for all weeks of one run.
        place - row_number() over (
            partition by metric, scope_kind, scope, is_met order by place
        ) as run_began,
        case
            when not is_customer_service_week
                then
                    abs(
                        value - lag(value) over (
                            partition by metric, scope_kind, scope, is_customer_service_week
                            order by place
                        )
                    )
        end as move,
        avg(value) over all_weeks as mean,
        stddev_samp(value) over all_weeks as standard_deviation,
        avg(case when not is_customer_service_week then value end) over all_weeks
            as other_weeks_mean
    from figures
    where value is not null
    window
        all_weeks as (
            partition by metric, scope_kind, scope
            order by place
            rows between unbounded preceding and unbounded following
        )
),

runs as (
    select
        ranked.metric,
        ranked.scope_kind,
        ranked.scope,
        count(*) as length,
        max(ranked.place) = max(span.last_place) as is_current
    from ranked
    cross join span
    where ranked.is_met
    group by
        ranked.metric,
        ranked.scope_kind,
        ranked.scope,
        ranked.run_began
),

run_lengths as (
    select
        metric,
        scope_kind,
        scope,
        max(length) as longest_run,
        max(case when is_current then length else 0 end) as current_run
    from runs
    group by
        metric,
        scope_kind,
        scope
),

spreads as (
    select
        metric,
        scope_kind,
        scope,
        list_sort(list(value)) as ordered,
        max(mean) as mean,
        max(standard_deviation) as standard_deviation,
        max(case when from_best = 1 then value end) as best_value,
        max(case when from_best = 1 then period_start end) as best_week,
        max(case when from_worst = 1 then value end) as worst_value,
        max(case when from_worst = 1 then period_start end) as worst_week,
        max(side) as side,
        max(case when is_customer_service_week then value end) as week_value,
        max(other_weeks_mean) as other_weeks_mean,
        count(case when not is_customer_service_week then 1 end) as other_weeks,
        -- Decimals, whose sum does not hang on the order of its parts.
        2.66e0 * cast(sum(cast(move as decimal(28, 9))) as double) / nullif(count(move), 0)
            as reach
    from ranked
    group by
        metric,
        scope_kind,
        scope
),

-- Every metric with a target that has a figure, shown or hidden.
targets as (
    select
        metric,
        scope_kind,
        scope,
        max(unit) as unit,
        max(target) as target,
        count(value) as weeks,
        count(case when is_met then 1 end) as weeks_met,
        count(case when status = 'met' then 1 end) as weeks_surely_met,
        count(case when status = 'missed' then 1 end) as weeks_surely_missed,
        count(hidden_reason) as weeks_hidden,
        max(hidden_reason) as hidden_reason
    from figures
    group by
        metric,
        scope_kind,
        scope
)

select
    targets.metric,
    targets.scope_kind,
    targets.scope,
    span.first_week,
    span.last_week,
    targets.unit,
    targets.target,
    targets.weeks,
    targets.weeks_hidden,
    targets.weeks_met,
    targets.weeks_surely_met,
    targets.weeks_surely_missed,
    100e0 * targets.weeks_met / nullif(targets.weeks, 0) as met_pct,
    -- Wilson's interval at 95 %: z = 1.959963984540054, z²/2, z²/4 and z².
    case
        when targets.weeks > 0
            then
                100e0 * greatest(
                    0e0,
                    (
                        targets.weeks_met + 1.920729410347062e0
                        - 1.959963984540054e0 * sqrt(
                            targets.weeks_met * (1e0 - targets.weeks_met * 1e0 / targets.weeks)
                            + 0.960364705173531e0
                        )
                    ) / (targets.weeks + 3.841458820694124e0)
                )
    end as ci_low,
    case
        when targets.weeks > 0
            then
                100e0 * least(
                    1e0,
                    (
                        targets.weeks_met + 1.920729410347062e0
                        + 1.959963984540054e0 * sqrt(
                            targets.weeks_met * (1e0 - targets.weeks_met * 1e0 / targets.weeks)
                            + 0.960364705173531e0
                        )
                    ) / (targets.weeks + 3.841458820694124e0)
                )
    end as ci_high,
    case when targets.weeks > 0 then coalesce(run_lengths.longest_run, 0) end as longest_run,
    case when targets.weeks > 0 then coalesce(run_lengths.current_run, 0) end as current_run,
    spreads.mean,
    spreads.standard_deviation,
    spreads.ordered[cast(ceil(0.25e0 * targets.weeks) as bigint)] as lower_quartile,
    spreads.ordered[cast(ceil(0.75e0 * targets.weeks) as bigint)] as upper_quartile,
    spreads.best_value,
    spreads.best_week,
    spreads.worst_value,
    spreads.worst_week,
    span.customer_service_week,
    spreads.week_value as customer_service_week_value,
    spreads.other_weeks_mean,
    spreads.week_value - spreads.other_weeks_mean as customer_service_week_difference,
    spreads.reach as ordinary_variation,
    case
        when spreads.week_value is null then null
        when spreads.other_weeks < 12 then 'insufficient'
        -- Equal values may differ from their mean by what rounding leaves.
        when
            abs(spreads.week_value - spreads.other_weeks_mean)
            <= spreads.reach + 1e-9 * (1e0 + abs(spreads.week_value))
            then 'ordinary'
        when spreads.side * (spreads.week_value - spreads.other_weeks_mean) > 0e0 then 'better'
        else 'worse'
    end as customer_service_week_stands_out,
    targets.hidden_reason
from targets
cross join span
left join spreads
    on
        targets.metric = spreads.metric
        and targets.scope_kind = spreads.scope_kind
        and targets.scope = spreads.scope
left join run_lengths
    on
        targets.metric = run_lengths.metric
        and targets.scope_kind = run_lengths.scope_kind
        and targets.scope = run_lengths.scope
where targets.weeks > 0 or targets.weeks_hidden > 0
