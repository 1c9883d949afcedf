with contacts as (
    select
        ticket_id,
        approximate,
        created_at,
        created_at + interval 90 day as decided_at,
        lead(created_at) over (partition by customer_id order by created_at, ticket_id)
            as next_created_at
    from intermediate.tickets
    where customer_id is not null and coalesce(status, '') <> 'deleted'
)

select
    cast(contacts.decided_at as date) as observed_on,
    contacts.ticket_id as subject,
    scopes.scopes,
    contacts.approximate,
    case when contacts.next_created_at <= contacts.decided_at then 1e0 else 0e0 end as value
from contacts
cross join reference.run
inner join intermediate.ticket_scopes as scopes
    on contacts.ticket_id = scopes.ticket_id
where contacts.decided_at <= run.as_of
