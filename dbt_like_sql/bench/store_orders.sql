-- Half a million orders of three years by the customers of `store_customers.sql`.
insert into raw.orders by name
with numbers as (
    select unnest(range(0, 500000)) as i
)

select
    'O' || i as order_id,
    'C' || hash(i, 'who') % 300000 as customer_id,
    make_timestamp(1000000 * cast(1704067200 + (i * 9461) % 94608000 as bigint)) as ordered_at,
    10e0 + hash(i, 'amount') % 200 as amount,
    'EUR' as currency,
    'orders' as _source,
    5 as _load_id,
    i as _line
from numbers
