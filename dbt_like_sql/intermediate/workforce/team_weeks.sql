with weeks as (
    select distinct
        periods.period_start,
        periods.period_end
    from reference.periods
    cross join reference.run
    where periods.period_kind = 'week' and periods.period_end < cast(run.as_of as date)
),

days as (
    select
        coalesce(shifts.agent_id, actions.agent_id) as agent_id,
        coalesce(shifts.date_day, actions.date_day) as date_day,
        shifts.scheduled_minutes,
        greatest(shifts.worked_minutes - shifts.scheduled_minutes, 0e0 * shifts.worked_minutes)
            as overtime_minutes,
        coalesce(actions.replies, 0) as replies,
        case when actions.after_hours_actions is not null then actions.actions end
            as judged_actions,
        actions.after_hours_actions
    from intermediate.shift_days as shifts
    full join intermediate.agent_actions as actions
        on
            shifts.agent_id = actions.agent_id
            and shifts.date_day = actions.date_day
),

-- Minutes through decimals, whose sum does not hang on the order of its parts.
agent_weeks as (
    select
        posts.team,
        days.agent_id,
        periods.period_start,
        sum(cast(days.scheduled_minutes as decimal(18, 6))) as scheduled_minutes,
        sum(cast(days.overtime_minutes as decimal(18, 6))) as overtime_minutes,
        sum(days.replies) as replies,
        sum(days.judged_actions) as judged_actions,
        sum(days.after_hours_actions) as after_hours_actions
    from days
    inner join intermediate.posts
        on
            days.agent_id = posts.agent_id
            and days.date_day >= posts.begins
            and days.date_day < posts.ends
    inner join reference.periods
        on days.date_day = periods.day
    where periods.period_kind = 'week' and posts.team is not null
    group by
        posts.team,
        days.agent_id,
        periods.period_start
),

placed as (
    select
        team,
        period_start,
        scheduled_minutes,
        overtime_minutes,
        replies,
        judged_actions,
        after_hours_actions,
        row_number() over (partition by team, period_start order by replies, agent_id) as place
    from agent_weeks
),

worked as (
    select
        team,
        period_start,
        count(*) as agents_at_work,
        cast(sum(scheduled_minutes) as double) / 60e0 as scheduled_hours,
        cast(sum(overtime_minutes) as double) / 60e0 as overtime_hours,
        cast(sum(replies) as double) as replies,
        cast(sum(judged_actions) as double) as judged_actions,
        cast(sum(after_hours_actions) as double) as after_hours_actions,
        -- Gini's coefficient of n ordered values: 2 Σ i x / (n Σ x) − (n + 1) / n.
        case
            when count(*) > 1 and sum(replies) > 0
                then
                    2e0 * cast(sum(place * replies) as double)
                    / (count(*) * cast(sum(replies) as double))
                    - (count(*) + 1e0) / count(*)
        end as gini
    from placed
    group by
        team,
        period_start
),

first_weeks as (
    select
        team,
        min(period_start) as period_start
    from worked
    group by team
),

created as (
    select
        tickets.team,
        periods.period_start,
        cast(count(*) as double) as new_tickets
    from intermediate.tickets
    inner join reference.periods
        on cast(tickets.created_at as date) = periods.day
    where periods.period_kind = 'week' and tickets.status <> 'deleted'
    group by
        tickets.team,
        periods.period_start
),

backlogs as (
    select
        team,
        date_day,
        cast(sum(n) as double) as open_tickets
    from intermediate.backlog_days
    where calendar = 'utc'
    group by
        team,
        date_day
),

rosters as (
    select
        posts.team,
        weeks.period_start,
        cast(count(*) as double) as agents
    from intermediate.posts
    inner join weeks
        on posts.begins <= weeks.period_end and posts.ends > weeks.period_end
    group by
        posts.team,
        weeks.period_start
)

select
    first_weeks.team,
    weeks.period_start,
    weeks.period_end,
    rosters.agents,
    coalesce(worked.agents_at_work, 0) as agents_at_work,
    worked.scheduled_hours,
    worked.overtime_hours,
    coalesce(created.new_tickets, 0e0) as new_tickets,
    coalesce(worked.replies, 0e0) as replies,
    coalesce(backlogs.open_tickets, 0e0) as open_tickets,
    worked.judged_actions,
    worked.after_hours_actions,
    worked.gini
from first_weeks
inner join weeks
    on first_weeks.period_start <= weeks.period_start
left join worked
    on
        first_weeks.team = worked.team
        and weeks.period_start = worked.period_start
left join created
    on
        first_weeks.team = created.team
        and weeks.period_start = created.period_start
left join backlogs
    on
        first_weeks.team = backlogs.team
        and weeks.period_end = backlogs.date_day
left join rosters
    on
        first_weeks.team = rosters.team
        and weeks.period_start = rosters.period_start
