with days as (
    select
        coalesce(shifts.agent_id, actions.agent_id) as agent_id,
        coalesce(shifts.date_day, actions.date_day) as date_day,
        shifts.scheduled_minutes,
        shifts.worked_minutes,
        shifts.worked_as_scheduled_minutes,
        coalesce(actions.replies, 0) as replies,
        coalesce(actions.solved, 0) as solved,
        coalesce(actions.actions, 0) as actions,
        actions.after_hours_actions
    from intermediate.shift_days as shifts
    full join intermediate.agent_actions as actions
        on
            shifts.agent_id = actions.agent_id
            and shifts.date_day = actions.date_day
)

select
    days.agent_id,
    days.date_day,
    agents.team,
    days.scheduled_minutes,
    days.worked_minutes,
    days.worked_as_scheduled_minutes,
    100e0 * days.worked_as_scheduled_minutes / nullif(days.scheduled_minutes, 0e0)
        as schedule_adherence_pct,
    100e0 * days.worked_minutes / nullif(days.scheduled_minutes, 0e0) as conformance_pct,
    days.replies,
    days.solved,
    60e0 * days.solved / nullif(days.scheduled_minutes, 0e0) as solved_per_scheduled_hour,
    days.actions,
    days.after_hours_actions,
    100e0 * days.after_hours_actions / nullif(days.actions, 0) as after_hours_pct
from days
left join staging.agents
    on
        days.agent_id = agents.agent_id
        and days.date_day >= coalesce(agents.valid_from, days.date_day)
        and (agents.valid_to is null or days.date_day < agents.valid_to)
