with promises as (
    select
        tickets.ticket_id,
        'answered_within_24h' as promise,
        1440e0 as target_minutes,
        false as business_hours,
        1440e0 - (epoch(run.as_of) - epoch(tickets.created_at)) / 60e0 as minutes_left
    from intermediate.tickets
    cross join reference.run
    where tickets.replies_known and tickets.first_replied_at is null
    union all
    select
        ticket_id,
        metric as promise,
        target_minutes,
        business_hours,
        minutes_left
    from marts.sla_measures
    where status = 'running'
)

select
    promises.ticket_id,
    promises.promise,
    promises.minutes_left,
    promises.target_minutes,
    promises.business_hours,
    tickets.status,
    tickets.priority,
    tickets.team,
    tickets.agent_id,
    tickets.created_at
from promises
inner join intermediate.tickets
    on promises.ticket_id = tickets.ticket_id
where
    coalesce(tickets.status, '') not in ('solved', 'closed', 'deleted')
    and promises.minutes_left >= 0
    -- There is still time to act, but not much: a quarter of what was promised.
    and promises.minutes_left <= promises.target_minutes / 4e0
