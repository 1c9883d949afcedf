select
    cast(measures.last_solved_at as date) as observed_on,
    measures.ticket_id as subject,
    scopes.scopes,
    measures.approximate,
    measures.full_resolution_business_minutes / 60e0 as value
from marts.ticket_measures as measures
inner join intermediate.ticket_scopes as scopes
    on measures.ticket_id = scopes.ticket_id
where measures.full_resolution_business_minutes is not null
