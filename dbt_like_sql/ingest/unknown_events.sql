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
),

ranked as (
    select
        *,
        row_number() over (order by n desc, event asc) as place
    from unknown
)

select
    sum(n)::bigint as n,
    min(first_line) as first_line,
    string_agg(left(event, 40), ', ' order by place) filter (where place <= 5) as names
from ranked
having count(*) > 0
