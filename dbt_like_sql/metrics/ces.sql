select
    cast(submitted_at as date) as observed_on,
    response_id as subject,
    scopes,
    false as approximate,
    case
        when score >= scale_min + (scale_max - scale_min) * 2e0 / 3e0 then 1e0
        else 0e0
    end as value
from intermediate.responses
where kind = 'ces' and score is not null
