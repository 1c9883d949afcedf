select
    agent_id,
    scheduled_start,
    scheduled_end,
    actual_start,
    actual_end,
    _load_id
from raw.shifts
qualify row_number() over (
    partition by agent_id, scheduled_start order by _load_id desc, _line desc
) = 1
