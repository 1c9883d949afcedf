select
    cast(last_solved_at as date) as observed_on,
    business_unit,
    team,
    country,
    channel,
    approximate,
    (epoch(last_solved_at) - epoch(created_at)) / 3600e0 as value
from intermediate.tickets
where status in ('solved', 'closed') and last_solved_at is not null
