select
    cast(measures.created_at as date) as observed_on,
    measures.ticket_id as subject,
    scopes.scopes,
    measures.approximate,
    case when measures.ticket_satisfaction_score is not null then 1e0 else 0e0 end as value
from marts.ticket_measures as measures
inner join intermediate.ticket_scopes as scopes
    on measures.ticket_id = scopes.ticket_id
where measures.was_asked_for_rating
