with first_days as (
    select epoch(cast(min(created_at) as timestamp)) - 2 * 86400 as begins
    from intermediate.ticket_creations
),

-- Local days, one more than UTC has begun, for clocks that are ahead of it.
days as (
    select
        periods.day,
        epoch(cast(periods.day as timestamp)) as begins
    from reference.periods
    cross join first_days
    where
        periods.period_kind = 'week'
        and epoch(cast(periods.day as timestamp)) >= first_days.begins
    union all
    select
        cast(run.as_of + interval 1 day as date) as day,
        epoch(date_trunc('day', run.as_of)) + 86400 as begins
    from reference.run
),

local_windows as (
    select
        business_hours.schedule,
        coalesce(business_hours.time_zone, schedules.time_zone) as time_zone,
        days.begins + business_hours.start_local as opens,
        days.begins + business_hours.end_local as closes
    from reference.business_hours
    inner join days
        on business_hours.weekday = strftime(days.day, '%A')
    left join reference.schedules
        on business_hours.schedule = schedules.schedule
    left join reference.holidays
        on
            business_hours.schedule = holidays.schedule
            and days.day = holidays.date
    where holidays.schedule is null
),

-- A window is cut where the clocks are changed, so that a skipped hour isn't counted and one that
-- comes twice is counted twice.
utc_windows as (
    select
        local_windows.schedule,
        greatest(local_windows.opens - utc_offsets.offset_seconds, utc_offsets.begins) as opens,
        least(local_windows.closes - utc_offsets.offset_seconds, utc_offsets.ends) as closes
    from local_windows
    inner join reference.utc_offsets
        on local_windows.time_zone = utc_offsets.time_zone
    where
        local_windows.opens - utc_offsets.offset_seconds < utc_offsets.ends
        and local_windows.closes - utc_offsets.offset_seconds > utc_offsets.begins
        and local_windows.closes > local_windows.opens
),

-- Windows that overlap or touch are one.
with_gaps as (
    select
        schedule,
        opens,
        closes,
        case
            when opens <= max(closes) over (
                partition by schedule
                order by opens, closes
                rows between unbounded preceding and 1 preceding
            ) then 0
            else 1
        end as begins_anew
    from utc_windows
),

numbered as (
    select
        schedule,
        opens,
        closes,
        sum(begins_anew) over (
            partition by schedule
            order by opens, closes
            rows between unbounded preceding and current row
        ) as window_number
    from with_gaps
),

merged as (
    select
        schedule,
        min(opens) as opens,
        max(closes) as closes
    from numbered
    group by
        schedule,
        window_number
)

select
    schedule,
    opens,
    closes,
    coalesce(
        sum(closes - opens) over (
            partition by schedule
            order by opens
            rows between unbounded preceding and 1 preceding
        ),
        0e0
    ) as open_seconds_before
from merged
