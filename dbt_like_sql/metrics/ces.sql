select
    cast(submitted_at as date) as observed_on,
    response_id as subject,
    scopes,
    false as approximate,
    case when is_good then 1e0 else 0e0 end as value
from intermediate.responses
where kind = 'ces' and is_good is not null
