with contacts as (
    select
        ticket_id,
        status,
        last_solved_at,
        lead(created_at) over (partition by customer_id order by created_at, ticket_id)
            as next_contact_at
    from intermediate.tickets
    where customer_id is not null
)

select
    contacts.ticket_id,
    case
        when epoch(contacts.next_contact_at) <= epoch(contacts.last_solved_at) + 7 * 86400 then true
        when epoch(run.as_of) >= epoch(contacts.last_solved_at) + 7 * 86400 then false
    end as repeat_contact_within_7_days
from contacts
cross join reference.run
where contacts.status in ('solved', 'closed') and contacts.last_solved_at is not null
