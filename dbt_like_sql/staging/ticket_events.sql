with distinct_events as (
    -- The same event in two exports happened once.
    select
        ticket_id,
        "at",
        event,
        value,
        is_public,
        actor_id,
        actor_role,
        _source,
        _load_id,
        _line
    from raw.ticket_events
    qualify row_number() over (
        partition by ticket_id, "at", event, value, is_public, actor_id, actor_role
        order by _load_id, _line
    ) = 1
),

named as (
    -- A log of activities may name a status as an event of its own.
    select
        ticket_id,
        "at",
        case
            when lower(event) in ('new', 'open', 'pending', 'hold', 'solved', 'closed', 'deleted')
                then 'status'
            else event
        end as event,
        case
            when lower(event) in ('new', 'open', 'pending', 'hold', 'solved', 'closed', 'deleted')
                then lower(event)
            when event = 'status' then lower(value)
            else value
        end as value,
        is_public,
        actor_id,
        actor_role,
        _source,
        _load_id,
        _line
    from distinct_events
)

select
    named.ticket_id,
    named."at",
    named.event,
    coalesce(teams.team, named.value) as value,
    named.is_public,
    named.actor_id,
    named.actor_role,
    named._source,
    named._load_id,
    named._line
from named
left join reference.teams
    on named.event = 'team' and named.value = teams.team_id
