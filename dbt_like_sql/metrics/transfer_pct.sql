select
    cast(measures.created_at as date) as observed_on,
    measures.ticket_id as subject,
    scopes.scopes,
    measures.approximate,
    case when measures.transfers > 0 then 1e0 else 0e0 end as value
from marts.ticket_measures as measures
inner join intermediate.ticket_scopes as scopes
    on measures.ticket_id = scopes.ticket_id
where measures.transfers is not null
