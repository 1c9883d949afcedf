-- Events of a file that no model reads; they are kept all the same; table: judged. The names are
-- those of the feed and the statuses, which a log may name as events of their own.
select
    count(*) as n,
    count(distinct event) as names,
    min(_line) as first_line
from judged
where
    _refusal is null
    and lower(event) not in (
        'created', 'status', 'priority', 'team', 'agent', 'schedule', 'sla', 'sla_policy',
        'first_reply_time', 'next_reply_time', 'agent_work_time', 'requester_wait_time',
        'comment', 'satisfaction', 'satisfaction_comment', 'topic', 'deleted', 'recovered',
        'new', 'open', 'pending', 'hold', 'solved', 'closed'
    )
having count(*) > 0
