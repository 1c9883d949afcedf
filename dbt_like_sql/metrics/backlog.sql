with unsolved_spans as (
    select
        ticket_id,
        started_at,
        ended_at
    from intermediate.ticket_status_spans
    where status in ('new', 'open', 'pending', 'hold')
    union all
    -- A ticket without events was unsolved from its creation until it was solved.
    select
        ticket_id,
        created_at as started_at,
        first_solved_at as ended_at
    from intermediate.tickets
    where
        approximate
        and (first_solved_at is not null or status in ('new', 'open', 'pending', 'hold'))
),

changes as (
    select
        ticket_id,
        cast(started_at as date) as observed_on,
        1e0 as value
    from unsolved_spans
    union all
    select
        ticket_id,
        cast(ended_at as date) as observed_on,
        -1e0 as value
    from unsolved_spans
    where ended_at is not null
)

select
    changes.observed_on,
    tickets.business_unit,
    tickets.team,
    tickets.country,
    tickets.channel,
    tickets.approximate,
    changes.value
from changes
inner join intermediate.tickets
    on changes.ticket_id = tickets.ticket_id
