select
    days.decided_on as observed_on,
    days.customer_id as subject,
    {
        'business_unit': cast(null as varchar),
        'team': cast(null as varchar),
        'country': customers.country,
        'channel': cast(null as varchar),
        'product': cast(null as varchar),
        'segment': customers.segment,
        'generation': customers.generation,
        'language': cast(null as varchar)
    } as scopes,
    false as approximate,
    case when days.next_order_on <= days.decided_on then 1e0 else 0e0 end as value
from intermediate.order_days as days
cross join reference.run
left join intermediate.customers
    on days.customer_id = customers.customer_id
where days.decided_on < cast(run.as_of as date)
