with measures as (
    select
        team,
        period_start,
        'open tickets per agent' as measure,
        open_tickets as numerator,
        agents as denominator
    from intermediate.team_weeks
    union all
    select
        team,
        period_start,
        'contacts per hour' as measure,
        new_tickets + replies as numerator,
        scheduled_hours as denominator
    from intermediate.team_weeks
    union all
    select
        team,
        period_start,
        'overtime' as measure,
        60e0 * overtime_hours as numerator,
        scheduled_hours as denominator
    from intermediate.team_weeks
    union all
    select
        team,
        period_start,
        'after-hours work' as measure,
        100e0 * after_hours_actions as numerator,
        judged_actions as denominator
    from intermediate.team_weeks
    union all
    select
        team,
        period_start,
        'imbalance' as measure,
        100e0 * gini * agents_at_work as numerator,
        cast(agents_at_work as double) as denominator
    from intermediate.team_weeks
),

known as (
    select
        team,
        period_start,
        measure,
        numerator / nullif(denominator, 0e0) as value,
        cast(
            sum(cast(case when denominator > 0e0 then numerator end as decimal(28, 6)))
                over all_teams
            as double
        ) / nullif(
            cast(
                sum(cast(case when numerator is not null then denominator end as decimal(28, 6)))
                    over all_teams
                as double
            ),
            0e0
        ) as company_value
    from measures
    window
        all_teams as (partition by measure, period_start)
),

moves as (
    select
        team,
        period_start,
        measure,
        value,
        company_value,
        abs(value - lag(value) over series) as move
    from known
    window
        series as (partition by team, measure order by period_start)
),

limits as (
    -- XmR chart of a year of weeks that ends three weeks before, so that a rise of three weeks is
    -- judged by what was usual until then.
    select
        team,
        period_start,
        measure,
        value,
        company_value,
        case
            when count(value) over before_it >= 12
                then avg(value) over before_it + 2.66e0 * avg(move) over before_it
        end as upper_limit
    from moves
    window
        before_it as (
            partition by team, measure
            order by period_start
            rows between 54 preceding and 3 preceding
        )
),

judged as (
    select
        team,
        period_start,
        measure,
        value,
        company_value,
        upper_limit,
        -- Equal values may differ from their mean by what rounding leaves.
        coalesce(value > upper_limit + 1e-9 * (1e0 + abs(upper_limit)), false) as is_above_own,
        coalesce(value >= 2e0 * company_value and value > 0e0, false) as is_above_company
    from limits
)

select
    team,
    period_start,
    measure,
    value,
    company_value,
    upper_limit,
    sum(case when is_above_own then 1 else 0 end) over three_weeks = 3 as is_above_own_past,
    sum(case when is_above_company then 1 else 0 end) over three_weeks = 3 as is_above_company
from judged
window
    three_weeks as (
        partition by team, measure
        order by period_start
        rows between 2 preceding and current row
    )
