-- Events of as many tickets as make up $rows rows, in the order of time: each ticket is asked,
-- assigned, answered, moved, and solved.
with numbers as (
    select unnest(range(0, $rows)) as i
)

select
    'T' || (100000 + i // 7) as ticket_id,
    strftime(timestamp '2024-01-01' + to_seconds(i * 6), '%Y-%m-%d %H:%M:%S') as "at",
    case i % 7
        when 0 then 'created'
        when 1 then 'status'
        when 2 then 'team'
        when 3 then 'comment'
        when 4 then 'agent'
        when 5 then 'priority'
        else 'status'
    end as event,
    case i % 7
        when 1 then 'open'
        when 2 then 'Billing'
        when 3 then 'Thank you, we look into it and will be back on day ' || (i % 31)
        when 4 then 'agent-' || (i % 400)
        when 5 then 'high'
        when 6 then 'solved'
    end as value,
    case when i % 7 = 3 then 'true' end as is_public,
    case when i % 7 = 0 then 'C' || (i % 50021) else 'A' || (i % 400) end as actor_id,
    case when i % 7 = 0 then 'customer' else 'agent' end as actor_role
from numbers
