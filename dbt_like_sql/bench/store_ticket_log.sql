-- Stores the raw log of $tickets tickets of three years, twelve events each: a customer asks, is
-- answered, asks again, and is helped. One in a hundred is never solved, one in ten is reopened. A
-- load after the first ($load_id) is that of the day behind them.
insert into raw.ticket_events by name
with numbers as (
    select unnest(range(0, $tickets)) as i
),

tickets as (
    select
        i,
        -- Seconds, as if at random, but always the same.
        case
            when $load_id = 1 then 1704067200 + (i * 9461) % 94608000
            else 1798761600 + i % 86400
        end as created_at,
        600 + hash(i, 'first') % 90000 as first_reply,
        3600 + hash(i, 'again') % 100000 as again,
        1200 + hash(i, 'second') % 90000 as second_reply
    from numbers
),

steps as (
    select unnest(range(0, 12)) as step
)

select
    'T' || (1000000 * $load_id + tickets.i) as ticket_id,
    make_timestamp(
        1000000 * cast(
            tickets.created_at + case
                when steps.step < 6 then 0
                when steps.step = 6 then 300
                when steps.step < 9 then tickets.first_reply
                when steps.step = 9 then tickets.first_reply + tickets.again
                else tickets.first_reply + tickets.again + tickets.second_reply
            end as bigint
        )
    ) as "at",
    case steps.step
        when 1 then 'priority'
        when 2 then 'team'
        when 3 then 'comment'
        when 4 then case when tickets.i % 3 = 0 then 'schedule' else 'sla_policy' end
        when 5 then 'first_reply_time'
        when 6 then 'agent'
        when 7 then 'comment'
        when 10 then 'comment'
        else 'status'
    end as event,
    case steps.step
        when 0 then 'new'
        when 1 then 'normal'
        when 2 then 'Team ' || (tickets.i % 12)
        when 3 then 'Where is my parcel?'
        when 4 then case when tickets.i % 3 = 0 then '7002' else 'Standard' end
        when 5 then '{"minutes": 480, "in_business_hours": true}'
        when 6 then 'A' || (tickets.i % 400)
        when 7 then 'On its way.'
        when 8 then case when tickets.i % 10 = 0 then 'solved' else 'pending' end
        when 9 then 'open'
        when 10 then 'It was found.'
        else case when tickets.i % 100 = 5 then 'hold' else 'solved' end
    end as value,
    case when steps.step in (3, 7, 10) then true end as is_public,
    case
        when steps.step in (0, 3, 9) then 'C' || (tickets.i % 300000)
        when steps.step > 5 then 'A' || (tickets.i % 400)
    end as actor_id,
    case
        when steps.step in (0, 3, 9) then 'customer'
        when steps.step > 5 then 'agent'
    end as actor_role,
    'log' as _source,
    $load_id as _load_id,
    row_number() over () as _line
from tickets
cross join steps
