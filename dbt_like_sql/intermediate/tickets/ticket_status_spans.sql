with status_changes as (
    select
        events.ticket_id,
        events.value as status,
        events."at",
        events._load_id,
        events._line
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
        "at",
        _load_id,
        _line
    from status_changes
    union all
    -- A log that doesn't say how a ticket began: it was open from its creation, unless the log
    -- says nothing of its status and a flat export does.
    select
        creations.ticket_id,
        'open' as status,
        creations.created_at as "at",
        0 as _load_id,
        0 as _line
    from intermediate.ticket_creations as creations
    left join first_changes
        on creations.ticket_id = first_changes.ticket_id
    left join staging.tickets as flat
        on creations.ticket_id = flat.ticket_id
    where
        creations.has_events
        and (
            first_changes.first_change_at > creations.created_at
            or (first_changes.ticket_id is null and flat.ticket_id is null)
        )
)

-- Changes within one second stand in the order of the log.
select
    ticket_id,
    status,
    lag(status) over (partition by ticket_id order by "at", _load_id, _line) as status_before,
    "at" as started_at,
    lead("at") over (partition by ticket_id order by "at", _load_id, _line) as ended_at
from changes
