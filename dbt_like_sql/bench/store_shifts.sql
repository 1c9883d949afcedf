-- Five shifts a week of the agents of `store_agents.sql`, some begun late.
insert into raw.shifts by name
with shifts as (
    select
        agents.i as agent,
        days.i as day_number,
        1704067200 + days.i * 86400 + 25200 as starts
    from range(0, 400) as agents (i)
    cross join range(0, 1096) as days (i)
    where (agents.i + days.i) % 7 < 5
)

select
    'A' || agent as agent_id,
    make_timestamp(1000000 * cast(starts as bigint)) as scheduled_start,
    make_timestamp(1000000 * cast(starts + 28800 as bigint)) as scheduled_end,
    make_timestamp(1000000 * cast(starts + hash(agent, day_number) % 600 as bigint))
        as actual_start,
    make_timestamp(1000000 * cast(starts + 28800 as bigint)) as actual_end,
    'shifts' as _source,
    7 as _load_id,
    row_number() over () as _line
from shifts
