with judged as (
    select
        tickets.created_at,
        tickets.business_unit,
        tickets.team,
        tickets.country,
        tickets.channel,
        tickets.approximate,
        epoch(coalesce(tickets.first_replied_at, run.as_of)) - epoch(tickets.created_at)
            as seconds_waited,
        tickets.first_replied_at is not null as is_answered
    from intermediate.tickets
    cross join reference.run
    where tickets.replies_known and tickets.status <> 'deleted'
)

select
    cast(created_at as date) as observed_on,
    business_unit,
    team,
    country,
    channel,
    approximate,
    case when is_answered and seconds_waited <= 86400 then 1e0 else 0e0 end as value
from judged
-- Neither kept nor broken yet: still waiting, and not for 24 hours.
where is_answered or seconds_waited > 86400
