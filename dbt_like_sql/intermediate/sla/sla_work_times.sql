-- Work and wait count the time in some statuses since the metric was applied.
select
    applications.ticket_id,
    applications._load_id,
    applications._line,
    sum(
        floor(spans.ends / 60e0)
        - floor(greatest(spans.begins, epoch(applications.applied_at)) / 60e0)
    ) as calendar_minutes,
    case
        when
            count(*) = count(spans.open_ends)
            and count(*) = count(spans.open_begins)
            and count(*) = count(applied_moments.open_seconds)
            then
                sum(spans.open_ends - greatest(spans.open_begins, applied_moments.open_seconds))
                / 60e0
    end as business_minutes
from intermediate.sla_applications as applications
inner join intermediate.clocked_status_spans as spans
    on
        applications.ticket_id = spans.ticket_id
        and epoch(applications.applied_at) < spans.ends
left join intermediate.ticket_clock as applied_moments
    on
        applications.ticket_id = applied_moments.ticket_id
        and epoch(applications.applied_at) = applied_moments."at"
where
    (
        applications.metric = 'agent_work_time'
        and spans.status in ('new', 'open')
    )
    or (
        applications.metric = 'requester_wait_time'
        and spans.status in ('new', 'open', 'hold')
    )
group by
    applications.ticket_id,
    applications._load_id,
    applications._line
