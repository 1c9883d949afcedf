with changes as (
    select
        events.ticket_id,
        events.value as team,
        events."at" as started_at,
        events._load_id,
        events._line
    from staging.ticket_events as events
    cross join reference.run
    where events.event = 'team' and events."at" <= run.as_of
    union all
    -- Until its log names a team, a ticket belongs to none, or always to that of its flat export.
    select
        creations.ticket_id,
        case when assignments.group_stations_count is null then flat.team end as team,
        creations.created_at as started_at,
        -1 as _load_id,
        -1 as _line
    from intermediate.ticket_creations as creations
    left join intermediate.ticket_assignments as assignments
        on creations.ticket_id = assignments.ticket_id
    left join staging.tickets as flat
        on creations.ticket_id = flat.ticket_id
)

select
    ticket_id,
    team,
    started_at,
    lead(started_at) over (partition by ticket_id order by started_at, _load_id, _line) as ended_at
from changes
