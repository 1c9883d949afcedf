with first_events as (
    select
        events.ticket_id,
        min(events."at") as first_event_at
    from staging.ticket_events as events
    cross join reference.run
    where events."at" <= run.as_of
    group by events.ticket_id
)

select
    coalesce(tickets.ticket_id, first_events.ticket_id) as ticket_id,
    least(
        coalesce(tickets.created_at, first_events.first_event_at),
        coalesce(first_events.first_event_at, tickets.created_at)
    ) as created_at,
    first_events.ticket_id is not null as has_events
from staging.tickets
full join first_events
    on tickets.ticket_id = first_events.ticket_id
cross join reference.run
where first_events.ticket_id is not null or tickets.created_at <= run.as_of
