select
    cast(contacts.decided_at as date) as observed_on,
    contacts.ticket_id as subject,
    scopes.scopes,
    tickets.approximate,
    case when contacts.repeat_contact_within_7_days then 0e0 else 1e0 end as value
from intermediate.repeat_contacts as contacts
cross join reference.run
inner join intermediate.tickets
    on contacts.ticket_id = tickets.ticket_id
inner join intermediate.ticket_scopes as scopes
    on contacts.ticket_id = scopes.ticket_id
where contacts.decided_at <= run.as_of
