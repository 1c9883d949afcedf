-- The 400 agents who help in `store_ticket_log.sql`; one in ten rose a level, one in twenty left.
insert into raw.agents by name
with numbers as (
    select unnest(range(0, 400)) as i
),

agents as (
    select
        i,
        date '2016-01-01' + cast(hash(i, 'hired') % 2900 as integer) as hired_on,
        case when i % 10 = 3 then date '2025-03-01' + cast(i as integer) end as rose_on,
        case when i % 20 = 7 then date '2024-09-01' + cast(2 * i as integer) end as left_on
    from numbers
),

spans as (
    select
        i,
        'L1' as level,
        hired_on,
        left_on,
        hired_on as valid_from,
        coalesce(rose_on, left_on) as valid_to
    from agents
    union all
    select
        i,
        'L2' as level,
        hired_on,
        left_on,
        rose_on as valid_from,
        left_on as valid_to
    from agents
    where rose_on is not null
)

select
    'A' || i as agent_id,
    'Agent ' || i as name,
    'Team ' || (i % 12) as team,
    'agent' as role,
    level,
    hired_on,
    left_on,
    valid_from,
    valid_to,
    'agents' as _source,
    6 as _load_id,
    row_number() over () as _line
from spans
