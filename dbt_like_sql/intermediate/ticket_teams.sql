select
    events.ticket_id,
    arg_max(events.value, events."at") as team
from staging.ticket_events as events
cross join reference.run
where events.event = 'team' and events."at" <= run.as_of
group by events.ticket_id
