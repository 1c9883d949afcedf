with moments as (
    select
        as_of,
        as_of - interval 365 day as year_ago
    from reference.run
),

seen as (
    select
        customer_id,
        cast(since as timestamp) as "at"
    from intermediate.customers
    union all
    select
        customer_id,
        ordered_at as "at"
    from staging.orders
    union all
    select
        customer_id,
        created_at as "at"
    from intermediate.tickets
    union all
    select
        customer_id,
        submitted_at as "at"
    from intermediate.responses
),

known as (
    select seen.customer_id
    from seen
    cross join moments
    where seen.customer_id is not null and seen."at" <= moments.year_ago
    group by seen.customer_id
),

first_referred_orders as (
    select
        orders.referred_by,
        orders.customer_id,
        min(orders.ordered_at) as "at"
    from staging.orders
    where orders.referred_by is not null
    group by
        orders.referred_by,
        orders.customer_id
),

referred as (
    select
        first_referred_orders.referred_by as customer_id,
        count(*) as referrals
    from first_referred_orders
    cross join moments
    where
        first_referred_orders."at" > moments.year_ago
        and first_referred_orders."at" <= moments.as_of
    group by first_referred_orders.referred_by
),

asked as (
    select
        tickets.customer_id,
        count(*) as contacts,
        count(times.agent_work_time_in_business_minutes) as timed_contacts,
        sum(cast(times.agent_work_time_in_business_minutes as decimal(28, 6)))
            as agent_work_minutes
    from intermediate.tickets
    cross join moments
    left join intermediate.ticket_status_times as times
        on tickets.ticket_id = times.ticket_id
    where
        tickets.customer_id is not null
        and tickets.status <> 'deleted'
        and tickets.created_at > moments.year_ago
        and tickets.created_at <= moments.as_of
    group by tickets.customer_id
)

select
    known.customer_id,
    experiences.nps_group,
    coalesce(experiences.experience, 'none') as experience,
    customers.generation,
    customers.segment,
    orders.currency,
    coalesce(orders.order_days, 0) as order_days,
    orders.spend,
    coalesce(referred.referrals, 0) as referrals,
    coalesce(asked.contacts, 0) as contacts,
    coalesce(asked.timed_contacts, 0) as timed_contacts,
    asked.agent_work_minutes
from known
left join intermediate.customers
    on known.customer_id = customers.customer_id
left join intermediate.customer_experiences as experiences
    on known.customer_id = experiences.customer_id
left join intermediate.customer_orders as orders
    on known.customer_id = orders.customer_id
left join referred
    on known.customer_id = referred.customer_id
left join asked
    on known.customer_id = asked.customer_id
