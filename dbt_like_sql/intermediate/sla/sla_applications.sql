with solved_spans as (
    select
        ticket_id,
        started_at
    from intermediate.ticket_status_spans
    where status in ('solved', 'closed')
    union all
    -- Where the log knows no statuses, a flat export may.
    select
        ticket_id,
        first_solved_at as started_at
    from intermediate.tickets
    where not has_status_events and first_solved_at is not null
),

replies as (
    select
        targets.ticket_id,
        targets._load_id,
        targets._line,
        min(events."at") as replied_at
    from intermediate.sla_targets as targets
    inner join staging.ticket_events as events
        on
            targets.ticket_id = events.ticket_id
            and targets.applied_at < events."at"
    cross join reference.run
    where
        events.event = 'comment'
        and events.is_public
        and events.actor_role = 'agent'
        and events."at" <= run.as_of
    group by
        targets.ticket_id,
        targets._load_id,
        targets._line
),

solutions as (
    select
        targets.ticket_id,
        targets._load_id,
        targets._line,
        min(spans.started_at) as solved_at
    from intermediate.sla_targets as targets
    inner join solved_spans as spans
        on
            targets.ticket_id = spans.ticket_id
            and targets.applied_at < spans.started_at
    group by
        targets.ticket_id,
        targets._load_id,
        targets._line
)

select
    targets.ticket_id,
    targets.metric,
    targets.policy,
    targets.priority,
    targets.applied_at,
    targets.target_minutes,
    targets.business_hours,
    coalesce(replies.replied_at, solutions.solved_at) as ended_at,
    -- Whoever solves without a reply stops the clock too.
    least(
        coalesce(replies.replied_at, solutions.solved_at),
        coalesce(solutions.solved_at, replies.replied_at)
    ) as stopped_at,
    targets._load_id,
    targets._line
from intermediate.sla_targets as targets
left join replies
    on
        targets.ticket_id = replies.ticket_id
        and targets._load_id = replies._load_id
        and targets._line = replies._line
left join solutions
    on
        targets.ticket_id = solutions.ticket_id
        and targets._load_id = solutions._load_id
        and targets._line = solutions._line
