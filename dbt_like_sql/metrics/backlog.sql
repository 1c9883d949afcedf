with unsolved_spans as (
    select
        ticket_id,
        started_at,
        ended_at
    from intermediate.ticket_status_spans
    where status not in ('solved', 'closed', 'deleted')
    union all
    -- Without status events it was unsolved from its creation until it was solved for good.
    select
        ticket_id,
        created_at as started_at,
        case when status in ('solved', 'closed') then last_solved_at end as ended_at
    from intermediate.tickets
    where
        not has_status_events
        and status <> 'deleted'
        and (last_solved_at is not null or status not in ('solved', 'closed'))
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
