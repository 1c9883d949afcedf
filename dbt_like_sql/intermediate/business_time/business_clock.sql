with first_days as (
    select epoch(cast(min(created_at) as timestamp)) - 3 * 86400 as begins
    from intermediate.ticket_creations
),

known_schedules as (
    select distinct business_hours.schedule
    from reference.business_hours
    left join reference.schedules
        on business_hours.schedule = schedules.schedule
    -- Without a zone nobody knows when it opens.
    where coalesce(business_hours.time_zone, schedules.time_zone) is not null
),

boundaries as (
    select
        schedule,
        opens as begins,
        1e0 as is_open
    from intermediate.open_windows
    union all
    select
        schedule,
        closes as begins,
        0e0 as is_open
    from intermediate.open_windows
    union all
    -- The clock is looked up by UTC day.
    select
        known_schedules.schedule,
        epoch(cast(periods.day as timestamp)) as begins,
        cast(null as double) as is_open
    from reference.periods
    cross join first_days
    cross join known_schedules
    where
        periods.period_kind = 'week'
        and epoch(cast(periods.day as timestamp)) >= first_days.begins
),

distinct_boundaries as (
    select
        schedule,
        begins,
        max(is_open) as is_open
    from boundaries
    group by
        schedule,
        begins
),

pieces as (
    select
        schedule,
        begins,
        lead(begins) over (partition by schedule order by begins) as ends,
        coalesce(
            last_value(is_open ignore nulls) over (
                partition by schedule
                order by begins
                rows between unbounded preceding and current row
            ),
            0e0
        ) as is_open
    from distinct_boundaries
)

select
    schedule,
    cast(floor(begins / 86400e0) as bigint) as day_number,
    begins,
    coalesce(ends, begins + 86400e0) as ends,
    is_open,
    coalesce(
        sum(is_open * (ends - begins)) over (
            partition by schedule
            order by begins
            rows between unbounded preceding and 1 preceding
        ),
        0e0
    ) as open_seconds_before
from pieces
