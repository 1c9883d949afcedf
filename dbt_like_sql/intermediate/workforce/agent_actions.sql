with actions as (
    select
        events.actor_id as agent_id,
        events."at",
        cast(floor(epoch(events."at") / 86400e0) as bigint) as day_number,
        events.event = 'comment' and events.is_public as is_reply,
        events.event = 'status' and events.value = 'solved' as is_solution,
        events._load_id,
        events._line
    from staging.ticket_events as events
    cross join reference.run
    where
        events.actor_role = 'agent'
        and events.actor_id is not null
        and events.event in ('comment', 'status')
        and events."at" <= run.as_of
),

rostered as (
    select distinct agent_id
    from staging.shifts
),

-- A shift once for each day that it touches, so that an action is compared with those of its day.
shift_dates as (
    select
        agent_id,
        scheduled_start,
        scheduled_end,
        unnest(
            generate_series(
                cast(floor(epoch(scheduled_start) / 86400e0) as bigint),
                cast(floor(epoch(scheduled_end) / 86400e0) as bigint)
            )
        ) as day_number
    from staging.shifts
),

-- Whether any shift of the agent was on; unknown of agents without a roster.
on_shift as (
    select distinct
        actions._load_id,
        actions._line
    from actions
    inner join shift_dates
        on
            actions.agent_id = shift_dates.agent_id
            and actions.day_number = shift_dates.day_number
            and actions."at" >= shift_dates.scheduled_start
            and actions."at" < shift_dates.scheduled_end
)

select
    actions.agent_id,
    cast(actions."at" as date) as date_day,
    sum(case when actions.is_reply then 1 else 0 end) as replies,
    sum(case when actions.is_solution then 1 else 0 end) as solved,
    count(*) as actions,
    sum(
        case
            when rostered.agent_id is null then null
            when on_shift._line is null then 1
            else 0
        end
    ) as after_hours_actions
from actions
left join rostered
    on actions.agent_id = rostered.agent_id
left join on_shift
    on
        actions._load_id = on_shift._load_id
        and actions._line = on_shift._line
group by
    actions.agent_id,
    cast(actions."at" as date)
