select
    cast(measures.first_replied_at as date) as observed_on,
    measures.ticket_id as subject,
    scopes.scopes,
    measures.approximate,
    measures.first_reply_time_business_minutes / 60e0 as value
from marts.ticket_measures as measures
inner join intermediate.ticket_scopes as scopes
    on measures.ticket_id = scopes.ticket_id
where measures.first_reply_time_business_minutes is not null
