-- Events of a load that no model reads; they are kept all the same; parameter: load_id. The names
-- are those of the feed and the statuses, which a log may name as events of their own. Equal texts
-- are stored once, so that to group first and to look up each name then costs next to nothing.
with of_load as materialized (
    select
        event,
        count(*) as n,
        min(_line) as first_line
    from raw.ticket_events
    where _load_id = $load_id
    group by event
)

select
    cast(sum(n) as bigint) as n,
    count(*) as names,
    min(first_line) as first_line
from of_load
where
    lower(event) not in (
        'created', 'status', 'priority', 'team', 'agent', 'schedule', 'sla', 'sla_policy',
        'first_reply_time', 'next_reply_time', 'agent_work_time', 'requester_wait_time',
        'comment', 'satisfaction', 'satisfaction_comment', 'topic', 'deleted', 'recovered',
        'new', 'open', 'pending', 'hold', 'solved', 'closed'
    )
having count(*) > 0
