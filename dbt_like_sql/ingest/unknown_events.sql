-- Events of a file that no model reads; they are kept all the same; table: judged. The names are
-- those of the feed and the statuses, which a log may name as events of their own.
with unknown as (
    select
        event,
        count(*) as n,
        min(_line) as first_line
    from judged
    where
        _refusal is null
        and lower(event) not in (
            'created', 'status', 'priority', 'team', 'agent', 'schedule', 'sla', 'sla_policy',
            'comment', 'satisfaction', 'topic', 'deleted', 'recovered',
            'new', 'open', 'pending', 'hold', 'solved', 'closed'
        )
    group by event
)

select
    sum(n)::bigint as n,
    min(first_line) as first_line,
    string_agg(left(event, 40), ', ' order by n desc, event asc)
        filter (where event in (select top.event from unknown as top order by top.n desc limit 5))
        as names
from unknown
having count(*) > 0
