select
    journeys.ticket_id,
    tickets.created_at as "at",
    'created' as event,
    cast(null as varchar) as detail,
    'customer' as actor_role,
    cast(null as boolean) as is_public,
    cast(null as double) as score,
    cast(null as double) as scale_max,
    0 as place_of_feed,
    cast(0 as bigint) as _load_id,
    cast(0 as bigint) as _line,
    '' as response_id
from intermediate.listening_journeys as journeys
inner join intermediate.tickets
    on journeys.ticket_id = tickets.ticket_id
union all
select
    journeys.ticket_id,
    events."at",
    events.event,
    events.value as detail,
    events.actor_role,
    events.is_public,
    null as score,
    null as scale_max,
    1 as place_of_feed,
    events._load_id,
    events._line,
    '' as response_id
from intermediate.listening_journeys as journeys
inner join staging.ticket_events as events
    on journeys.ticket_id = events.ticket_id
where
    events."at" < journeys.told_until
    and events.event in (
        'status', 'priority', 'team', 'agent', 'comment', 'satisfaction', 'satisfaction_comment'
    )
union all
-- Of a ticket that only a flat export tells of, these moments are known.
select
    journeys.ticket_id,
    tickets.first_replied_at as "at",
    'first_reply' as event,
    null as detail,
    'agent' as actor_role,
    true as is_public,
    null as score,
    null as scale_max,
    1 as place_of_feed,
    0 as _load_id,
    0 as _line,
    '' as response_id
from intermediate.listening_journeys as journeys
inner join intermediate.tickets
    on journeys.ticket_id = tickets.ticket_id
left join intermediate.ticket_comments as comments
    on journeys.ticket_id = comments.ticket_id
where comments.ticket_id is null and tickets.first_replied_at < journeys.told_until
union all
select
    journeys.ticket_id,
    tickets.first_solved_at as "at",
    'status' as event,
    'solved' as detail,
    null as actor_role,
    null as is_public,
    null as score,
    null as scale_max,
    1 as place_of_feed,
    0 as _load_id,
    1 as _line,
    '' as response_id
from intermediate.listening_journeys as journeys
inner join intermediate.tickets
    on journeys.ticket_id = tickets.ticket_id
where not tickets.has_status_events
union all
select
    journeys.ticket_id,
    responses.submitted_at as "at",
    responses.kind as event,
    responses.comment as detail,
    'customer' as actor_role,
    null as is_public,
    responses.score,
    responses.scale_max,
    2 as place_of_feed,
    0 as _load_id,
    0 as _line,
    responses.response_id
from intermediate.listening_journeys as journeys
inner join intermediate.responses
    on journeys.ticket_id = responses.ticket_id
where
    responses.submitted_at < journeys.told_until
    and responses.kind in ('nps', 'csat', 'ces', 'mystery')
