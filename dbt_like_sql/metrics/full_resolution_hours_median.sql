select
    cast(measures.last_solved_at as date) as observed_on,
    measures.ticket_id as subject,
    scopes.scopes,
    measures.approximate,
    (epoch(measures.last_solved_at) - epoch(measures.created_at)) / 3600e0 as value
from marts.ticket_measures as measures
inner join intermediate.ticket_scopes as scopes
    on measures.ticket_id = scopes.ticket_id
where measures.status in ('solved', 'closed') and measures.last_solved_at is not null
