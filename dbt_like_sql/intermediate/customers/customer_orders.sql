with moments as (
    select
        as_of,
        as_of - interval 365 day as year_ago
    from reference.run
),

currencies as (
    select
        orders.customer_id,
        coalesce(orders.currency, 'unknown') as currency
    from staging.orders
    cross join moments
    where orders.ordered_at <= moments.as_of
    qualify row_number() over (
        partition by orders.customer_id
        order by orders.ordered_at desc, orders.order_id desc
    ) = 1
),

bought as (
    select
        orders.customer_id,
        count(distinct cast(orders.ordered_at as date)) as order_days,
        sum(
            case
                when coalesce(orders.currency, 'unknown') = currencies.currency
                    then cast(orders.amount as decimal(28, 6))
            end
        ) as spend
    from staging.orders
    cross join moments
    inner join currencies
        on orders.customer_id = currencies.customer_id
    where orders.ordered_at > moments.year_ago and orders.ordered_at <= moments.as_of
    group by orders.customer_id
)

select
    currencies.customer_id,
    currencies.currency,
    coalesce(bought.order_days, 0) as order_days,
    coalesce(cast(bought.spend as double), 0e0) as spend
from currencies
left join bought
    on currencies.customer_id = bought.customer_id
