select
    cast(tickets.created_at as date) as observed_on,
    tickets.business_unit,
    tickets.team,
    tickets.country,
    tickets.channel,
    tickets.approximate,
    case when promises.answered_within_24h then 1e0 else 0e0 end as value
from intermediate.tickets
inner join intermediate.ticket_promises as promises
    on tickets.ticket_id = promises.ticket_id
where
    tickets.status <> 'deleted'
    -- Neither kept nor broken yet, or nobody knows.
    and promises.answered_within_24h is not null
