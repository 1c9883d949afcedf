select
    cast(submitted_at as date) as observed_on,
    response_id as subject,
    scopes,
    false as approximate,
    case
        when score >= 9 then 100e0
        when score <= 6 then -100e0
        else 0e0
    end as value
from intermediate.responses
where kind = 'enps' and score is not null
