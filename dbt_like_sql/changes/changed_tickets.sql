-- Tickets of which something may have changed since an earlier build; parameter: as_of_before, the
-- moment of that build. Customers' other tickets belong to them; table: tickets_with_new_rows.
create or replace temp table changed_tickets as
with recursive direct as (
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
        or last_solved_at is null
        or epoch(last_solved_at) >= epoch($as_of_before::timestamp) - 7 * 86400
    union
    -- A customer may wait for a reply after the ticket was solved.
    select ticket_id
    from intermediate.sla_applications
    where ended_at is null and metric in ('first_reply_time', 'next_reply_time')
),

ownership as (
    select
        ticket_id,
        customer_id
    from raw.tickets
    where customer_id is not null
    union
    select
        ticket_id,
        customer_id
    from intermediate.tickets
    where customer_id is not null
),

reached as (
    select ticket_id
    from direct
    union
    select others.ticket_id
    from reached
    inner join ownership
        on reached.ticket_id = ownership.ticket_id
    inner join ownership as others
        on ownership.customer_id = others.customer_id
)

select ticket_id
from reached
