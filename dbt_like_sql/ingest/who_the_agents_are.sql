-- Changes when an agent comes or goes, and not when more becomes known of one.
with known as (
    select distinct agent_id
    from raw.agents
)

select
    count(*) as agents,
    sum(hash(agent_id)) as hashed
from known
