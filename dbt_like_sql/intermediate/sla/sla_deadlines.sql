with missed as (
    select
        ticket_id,
        _load_id,
        _line,
        business_hours,
        epoch(applied_at) as applied_second,
        open_applied,
        target_minutes * 60e0 as target_seconds
    from intermediate.sla_times
    where status = 'missed' and awaits_reply
),

-- The open seconds of a schedule at which the time is up, if that schedule is in force then.
due as (
    select
        missed.ticket_id,
        missed._load_id,
        missed._line,
        schedules.schedule,
        schedules.valid_from,
        schedules.valid_to,
        missed.open_applied + missed.target_seconds - schedules.open_seconds_offset as due_seconds
    from missed
    inner join intermediate.ticket_schedules as schedules
        on missed.ticket_id = schedules.ticket_id
    where missed.business_hours
),

-- The window in which the schedule has counted so many says when that was.
due_in_windows as (
    select
        due.ticket_id,
        due._load_id,
        due._line,
        due.valid_from,
        due.valid_to,
        windows.opens + due.due_seconds - windows.open_seconds_before as breached_second
    from due
    inner join intermediate.open_windows as windows
        on
            due.schedule = windows.schedule
            and due.due_seconds > windows.open_seconds_before
            and due.due_seconds <= windows.open_seconds_before + windows.closes - windows.opens
)

select
    ticket_id,
    _load_id,
    _line,
    applied_second + target_seconds as breached_second
from missed
where not business_hours
union all
select
    ticket_id,
    _load_id,
    _line,
    min(breached_second) as breached_second
from due_in_windows
where breached_second >= valid_from and breached_second <= valid_to
group by
    ticket_id,
    _load_id,
    _line
