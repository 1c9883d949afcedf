with days as (
    select distinct least(periods.period_end, cast(run.as_of as date)) as day
    from reference.periods
    cross join reference.run
)

select
    days.day,
    least(cast(days.day as timestamp) + interval 1 day, run.as_of) as ends_at
from days
cross join reference.run
