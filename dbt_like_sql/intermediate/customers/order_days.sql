with days as (
    select distinct
        orders.customer_id,
        cast(orders.ordered_at as date) as date_day
    from staging.orders
    cross join reference.run
    where orders.ordered_at <= run.as_of
)

select
    customer_id,
    date_day,
    cast(date_day + interval 365 day as date) as decided_on,
    lead(date_day) over (partition by customer_id order by date_day) as next_order_on
from days
