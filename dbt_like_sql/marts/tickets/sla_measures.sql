select
    times.ticket_id,
    times.policy,
    times.metric,
    times.applied_at,
    times.target_minutes,
    times.business_hours,
    times.priority,
    times.elapsed_minutes,
    times.status = 'missed' as breached,
    timestamp '1970-01-01' + deadlines.breached_second * interval 1 second as breached_at,
    times.status,
    times.target_minutes - times.used_minutes as minutes_left,
    times.team
from intermediate.sla_times as times
left join intermediate.sla_deadlines as deadlines
    on
        times.ticket_id = deadlines.ticket_id
        and times._load_id = deadlines._load_id
        and times._line = deadlines._line
