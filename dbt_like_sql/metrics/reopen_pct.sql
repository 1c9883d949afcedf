select
    cast(first_solved_at as date) as observed_on,
    business_unit,
    team,
    country,
    channel,
    approximate,
    case when reopens > 0 then 1e0 else 0e0 end as value
from intermediate.tickets
where first_solved_at is not null and reopens is not null and status <> 'deleted'
