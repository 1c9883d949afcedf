select
    cast(first_replied_at as date) as observed_on,
    business_unit,
    team,
    country,
    channel,
    approximate,
    (epoch(first_replied_at) - epoch(created_at)) / 3600e0 as value
from intermediate.tickets
where first_replied_at is not null and status <> 'deleted'
