-- Tickets of which something may have changed since an earlier build; parameter: as_of_before, the
-- moment of that build. Customers' other tickets belong to them; table: tickets_with_new_rows.
create or replace temp table changed_tickets as
with direct as (
    select ticket_id
    from tickets_with_new_rows
    union
    -- What lay in the future then.
    select ticket_id
    from raw.ticket_events
    where "at" > $as_of_before
    union
    select ticket_id
    from raw.tickets
    where created_at > $as_of_before
    union
    select ticket_id
    from raw.survey_responses
    where ticket_id is not null and submitted_at > $as_of_before
    union
    -- What goes on: their clocks run, or their customers may still come again.
    select ticket_id
    from intermediate.tickets
    where
        coalesce(status, '') not in ('solved', 'closed')
        or epoch(last_solved_at) >= epoch($as_of_before::timestamp) - 7 * 86400
    union
    -- A customer may wait for a reply after the ticket was solved.
    select ticket_id
    from intermediate.sla_applications
    where ended_at is null and metric in ('first_reply_time', 'next_reply_time')
),

customers as (
    select flat.customer_id
    from raw.tickets as flat
    where flat.ticket_id in (select direct.ticket_id from direct)
    union
    select tickets.customer_id
    from intermediate.tickets
    where tickets.ticket_id in (select direct.ticket_id from direct)
)

select ticket_id
from direct
union
select flat.ticket_id
from raw.tickets as flat
where flat.customer_id in (select customers.customer_id from customers)
