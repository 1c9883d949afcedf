with contacts as (
    select
        ticket_id,
        status,
        last_solved_at,
        last_solved_at + interval 7 day as decided_at,
        lead(created_at) over (partition by customer_id order by created_at, ticket_id)
            as next_contact_at
    from intermediate.tickets
    where customer_id is not null and coalesce(status, '') <> 'deleted'
)

select
    contacts.ticket_id,
    contacts.decided_at,
    case
        when contacts.next_contact_at <= contacts.decided_at then true
        when run.as_of >= contacts.decided_at then false
    end as repeat_contact_within_7_days
from contacts
cross join reference.run
where contacts.status in ('solved', 'closed') and contacts.last_solved_at is not null
