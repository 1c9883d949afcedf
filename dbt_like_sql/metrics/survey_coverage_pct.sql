with answered as (
    select distinct ticket_id
    from intermediate.responses
    where ticket_id is not null
)

select
    cast(measures.last_solved_at as date) as observed_on,
    measures.ticket_id as subject,
    scopes.scopes,
    measures.approximate,
    case
        when measures.ticket_satisfaction_score is not null or answered.ticket_id is not null
            then 1e0
        else 0e0
    end as value
from marts.ticket_measures as measures
inner join intermediate.ticket_scopes as scopes
    on measures.ticket_id = scopes.ticket_id
left join answered
    on measures.ticket_id = answered.ticket_id
where measures.status in ('solved', 'closed') and measures.last_solved_at is not null
