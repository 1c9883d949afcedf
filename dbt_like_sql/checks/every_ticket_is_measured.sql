-- Tickets that came in and tickets that were measured are the same.
with received as (
    select tickets.ticket_id from staging.tickets
    cross join reference.run
    where tickets.created_at <= run.as_of
    union
    select events.ticket_id from staging.ticket_events as events
    cross join reference.run
    where events."at" <= run.as_of
)

select
    received.ticket_id as received,
    measures.ticket_id as measured
from received
full join marts.ticket_measures as measures
    on received.ticket_id = measures.ticket_id
where received.ticket_id is null or measures.ticket_id is null
