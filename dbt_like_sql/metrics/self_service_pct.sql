select
    cast(measures.last_solved_at as date) as observed_on,
    measures.ticket_id as subject,
    scopes.scopes,
    measures.approximate,
    case when measures.count_public_agent_comments = 0 then 1e0 else 0e0 end as value
from marts.ticket_measures as measures
inner join intermediate.ticket_scopes as scopes
    on measures.ticket_id = scopes.ticket_id
where
    measures.count_public_agent_comments is not null
    and measures.status in ('solved', 'closed')
    and measures.last_solved_at is not null
