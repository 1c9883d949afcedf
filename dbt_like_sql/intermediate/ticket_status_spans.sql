with status_changes as (
    select
        events.ticket_id,
        events.value as status,
        events."at"
    from staging.ticket_events as events
    cross join reference.run
    where events.event = 'status' and events."at" <= run.as_of
),

first_changes as (
    select
        ticket_id,
        min("at") as first_change_at
    from status_changes
    group by ticket_id
),

changes as (
    select
        ticket_id,
        status,
        "at"
    from status_changes
    union all
    -- A log that doesn't say how a ticket began: it was open from its creation.
    select
        creations.ticket_id,
        'open' as status,
        creations.created_at as "at"
    from intermediate.ticket_creations as creations
    left join first_changes
        on creations.ticket_id = first_changes.ticket_id
    where
        creations.has_events
        and (
            first_changes.first_change_at is null
            or first_changes.first_change_at > creations.created_at
        )
)

select
    ticket_id,
    status,
    lag(status) over (partition by ticket_id order by "at", status) as status_before,
    "at" as started_at,
    lead("at") over (partition by ticket_id order by "at", status) as ended_at
from changes
