with waited as (
    select
        applications.ticket_id,
        applications._load_id,
        applications._line,
        applications.metric,
        applications.policy,
        applications.priority,
        applications.applied_at,
        applications.target_minutes,
        applications.business_hours,
        tickets.team,
        tickets.status as ticket_status,
        applications.metric in ('first_reply_time', 'next_reply_time') as awaits_reply,
        applications.stopped_at,
        applied_moments.open_seconds as open_applied,
        case
            when applications.business_hours
                then (ended_moments.open_seconds - applied_moments.open_seconds) / 60e0
            else
                (
                    epoch(coalesce(applications.ended_at, run.as_of))
                    - epoch(applications.applied_at)
                ) / 60e0
        end as minutes_until_ended,
        case
            when applications.business_hours
                then (stopped_moments.open_seconds - applied_moments.open_seconds) / 60e0
            else
                (
                    epoch(coalesce(applications.stopped_at, run.as_of))
                    - epoch(applications.applied_at)
                ) / 60e0
        end as minutes_until_stopped,
        case
            when worked.ticket_id is null and tickets.has_status_events then 0e0
            when applications.business_hours then worked.business_minutes
            else worked.calendar_minutes
        end as minutes_worked
    from intermediate.sla_applications as applications
    inner join intermediate.tickets
        on applications.ticket_id = tickets.ticket_id
    cross join reference.run
    left join intermediate.sla_work_times as worked
        on
            applications.ticket_id = worked.ticket_id
            and applications._load_id = worked._load_id
            and applications._line = worked._line
    left join intermediate.ticket_clock as applied_moments
        on
            applications.ticket_id = applied_moments.ticket_id
            and epoch(applications.applied_at) = applied_moments."at"
    left join intermediate.ticket_clock as ended_moments
        on
            applications.ticket_id = ended_moments.ticket_id
            and epoch(coalesce(applications.ended_at, run.as_of)) = ended_moments."at"
    left join intermediate.ticket_clock as stopped_moments
        on
            applications.ticket_id = stopped_moments.ticket_id
            and epoch(coalesce(applications.stopped_at, run.as_of)) = stopped_moments."at"
),

used as (
    select
        ticket_id,
        _load_id,
        _line,
        metric,
        policy,
        priority,
        applied_at,
        target_minutes,
        business_hours,
        team,
        awaits_reply,
        open_applied,
        case when awaits_reply then minutes_until_ended else minutes_worked end
            as elapsed_minutes,
        case when awaits_reply then minutes_until_stopped else minutes_worked end
            as used_minutes,
        case
            when awaits_reply then stopped_at is null
            else coalesce(ticket_status, '') not in ('solved', 'closed', 'deleted')
        end as is_running
    from waited
)

select
    ticket_id,
    _load_id,
    _line,
    metric,
    policy,
    priority,
    applied_at,
    target_minutes,
    business_hours,
    team,
    awaits_reply,
    open_applied,
    elapsed_minutes,
    used_minutes,
    case
        when used_minutes is null then null
        when used_minutes > target_minutes then 'missed'
        when is_running then 'running'
        else 'met'
    end as status
from used
