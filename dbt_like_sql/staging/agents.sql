select
    agent_id,
    name,
    team,
    business_unit,
    manager_id,
    country,
    role,
    level,
    pay_band,
    hired_on,
    left_on,
    valid_from,
    valid_to,
    _load_id
from raw.agents
qualify row_number() over (
    partition by agent_id, valid_from order by _load_id desc, _line desc
) = 1
