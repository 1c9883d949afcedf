select
    cast(submitted_at as date) as observed_on,
    response_id as subject,
    scopes,
    false as approximate,
    100e0 * (score - scale_min) / (scale_max - scale_min) as value
from intermediate.responses
where kind = 'mystery' and score is not null and scale_max > scale_min
