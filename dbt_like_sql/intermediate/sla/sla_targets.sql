with events as (
    select
        events.ticket_id,
        events.event,
        events.value,
        events."at",
        events._load_id,
        events._line
    from staging.ticket_events as events
    cross join reference.run
    where
        events."at" <= run.as_of
        and (
            events.event in ('sla', 'sla_policy', 'priority')
            or events.event in ('first_reply_time', 'next_reply_time')
            or events.event in ('agent_work_time', 'requester_wait_time')
        )
),

-- What is set in the same second counts already.
in_force as (
    select
        ticket_id,
        event,
        value,
        "at",
        _load_id,
        _line,
        last_value(case when event = 'sla_policy' then value end ignore nulls) over (
            partition by ticket_id
            order by "at"
            range between unbounded preceding and current row
        ) as policy,
        last_value(case when event = 'priority' then value end ignore nulls) over (
            partition by ticket_id
            order by "at"
            range between unbounded preceding and current row
        ) as priority
    from events
),

applied as (
    select
        in_force.ticket_id,
        in_force.policy,
        coalesce(in_force.priority, tickets.priority) as priority,
        in_force."at",
        in_force._load_id,
        in_force._line,
        tickets.created_at,
        tickets.first_replied_at,
        case
            when in_force.event <> 'sla' then in_force.event
            else nullif(regexp_extract(in_force.value, '"metric": ?"([a-z_]+)"', 1), '')
        end as metric,
        try_cast(
            nullif(regexp_extract(in_force.value, '"minutes": ?([0-9]+(\.[0-9]+)?)', 1), '')
            as double
        ) as target_minutes,
        regexp_matches(in_force.value, '"in_business_hours": ?true') as business_hours
    from in_force
    inner join intermediate.tickets
        on in_force.ticket_id = tickets.ticket_id
    where in_force.event <> 'sla_policy' and in_force.event <> 'priority'
),

-- Some logs don't name the metric; the policy tells which has that target. First and next reply
-- often have the same one, and no reply is the next before the first was given.
candidates as (
    select
        applied.ticket_id,
        applied.policy,
        applied.priority,
        applied."at",
        applied._load_id,
        applied._line,
        applied.created_at,
        applied.target_minutes,
        applied.business_hours,
        coalesce(
            applied.metric,
            sla_policies.metric,
            case
                when applied.first_replied_at <= applied."at" then 'next_reply_time'
                else 'first_reply_time'
            end
        ) as metric,
        case
            when sla_policies.metric = 'next_reply_time'
                then case when applied.first_replied_at <= applied."at" then 0 else 2 end
            else 1
        end as doubt
    from applied
    left join reference.sla_policies
        on
            applied.metric is null
            and applied.policy = sla_policies.policy
            and applied.priority = sla_policies.priority
            and applied.target_minutes = sla_policies.target_minutes
            and applied.business_hours = sla_policies.business_hours
    where applied.target_minutes is not null
)

select
    ticket_id,
    metric,
    policy,
    priority,
    -- A first reply is waited for since the ticket was created.
    case when metric = 'first_reply_time' then created_at else "at" end as applied_at,
    target_minutes,
    business_hours,
    _load_id,
    _line
from candidates
qualify row_number() over (
    partition by ticket_id, "at", _load_id, _line
    order by doubt asc, metric asc
) = 1
