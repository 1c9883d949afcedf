select
    order_id,
    customer_id,
    ordered_at,
    amount,
    currency,
    referred_by,
    _load_id
from raw.orders
qualify row_number() over (partition by order_id order by _load_id desc, _line desc) = 1
