select
    customer_id,
    segment,
    birth_year,
    age_band,
    country,
    since,
    _load_id
from raw.customers
qualify row_number() over (partition by customer_id order by _load_id desc, _line desc) = 1
