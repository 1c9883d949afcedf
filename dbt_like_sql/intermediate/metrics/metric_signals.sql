with moves as (
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start,
        value,
        value - lag(value) over series as step
    from intermediate.metric_values
    window
        series as (
            partition by metric, scope_kind, scope, period_kind
            order by period_start
        )
),

limits as (
    -- XmR chart: the mean and 2.66 mean moving ranges of a year of weeks up to this one, so that a
    -- closed period keeps its signal (Wheeler 1993, Understanding Variation).
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start,
        value,
        count(*) over a_year as points,
        avg(value) over a_year as centre,
        2.66e0 * avg(abs(step)) over its_moves as reach,
        -- Equal values may differ from their mean by what rounding leaves.
        1e-9 * (1e0 + max(abs(value)) over a_year) as blur,
        min(value) over last_seven as lowest_of_seven,
        max(value) over last_seven as highest_of_seven,
        min(step) over last_six as lowest_step,
        max(step) over last_six as highest_step,
        count(step) over last_six as steps
    from moves
    window
        a_year as (
            partition by metric, scope_kind, scope, period_kind
            order by period_start
            rows between 51 preceding and current row
        ),
        its_moves as (
            partition by metric, scope_kind, scope, period_kind
            order by period_start
            rows between 50 preceding and current row
        ),
        last_seven as (
            partition by metric, scope_kind, scope, period_kind
            order by period_start
            rows between 6 preceding and current row
        ),
        last_six as (
            partition by metric, scope_kind, scope, period_kind
            order by period_start
            rows between 5 preceding and current row
        )
),

thirds as (
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start,
        points,
        value > centre + reach + blur as is_above,
        value < centre - reach - blur as is_below,
        lowest_of_seven > centre + blur as is_shifted_up,
        highest_of_seven < centre - blur as is_shifted_down,
        steps = 6 and lowest_step > blur as is_rising,
        steps = 6 and highest_step < -blur as is_falling,
        case when value > centre + reach * 2e0 / 3e0 + blur then 1 else 0 end as in_upper_third,
        case when value < centre - reach * 2e0 / 3e0 - blur then 1 else 0 end as in_lower_third
    from limits
),

directions as (
    -- The four rules of NHS England's Making Data Count: a point outside the limits, seven on one
    -- side of the mean, seven in one direction, two of three near a limit.
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start,
        points,
        is_above
        or is_shifted_up
        or is_rising
        or (in_upper_third = 1 and sum(in_upper_third) over last_three >= 2) as is_up,
        is_below
        or is_shifted_down
        or is_falling
        or (in_lower_third = 1 and sum(in_lower_third) over last_three >= 2) as is_down
    from thirds
    window
        last_three as (
            partition by metric, scope_kind, scope, period_kind
            order by period_start
            rows between 2 preceding and current row
        )
)

select
    directions.metric,
    directions.scope_kind,
    directions.scope,
    directions.period_kind,
    directions.period_start,
    directions.points,
    case
        when directions.points < 12 then 'insufficient'
        -- While a period lasts, nothing can be told of it.
        when periods.period_end >= cast(run.as_of as date) then 'insufficient'
        when directions.is_up = directions.is_down then 'none'
        when directions.is_up = (metrics.better = 'higher') then 'improving'
        else 'worsening'
    end as signal
from directions
inner join reference.metrics
    on directions.metric = metrics.metric
inner join reference.periods
    on
        directions.period_kind = periods.period_kind
        and directions.period_start = periods.day
cross join reference.run
