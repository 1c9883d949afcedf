with actions as (
    select
        events.actor_id as agent_id,
        events."at",
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

-- Whether any shift of the agent was on; unknown of agents without a roster.
on_shift as (
    select distinct
        actions._load_id,
        actions._line
    from actions
    inner join staging.shifts
        on
            actions.agent_id = shifts.agent_id
            and actions."at" >= shifts.scheduled_start
            and actions."at" < shifts.scheduled_end
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
