-- The last change so far; those that every model knows are no longer kept.
select coalesce(max(change_id), 0) as change_id
from (
    select change_id from changes
    union all
    select change_id from model_states
) as known
