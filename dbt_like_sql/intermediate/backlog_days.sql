with first_days as (
    select epoch(cast(min(created_at) as timestamp)) as begins
    from intermediate.ticket_creations
),

offsets as (
    select
        utc_offsets.time_zone,
        utc_offsets.begins,
        utc_offsets.ends,
        utc_offsets.offset_seconds
    from reference.utc_offsets
    inner join first_days
        on utc_offsets.ends > first_days.begins
),

-- Each span as the clocks of both calendars show it; a team without a zone lives by UTC.
spans as (
    select
        'utc' as calendar,
        unsolved.ticket_id,
        unsolved.status,
        unsolved.team,
        epoch(unsolved.started_at) as begins,
        epoch(unsolved.ended_at) as ends,
        0e0 as offset_seconds,
        epoch(run.as_of) as as_of_second
    from intermediate.unsolved_spans as unsolved
    cross join reference.run
    union all
    select
        'local' as calendar,
        unsolved.ticket_id,
        unsolved.status,
        unsolved.team,
        epoch(unsolved.started_at) + coalesce(first_offsets.offset_seconds, 0e0) as begins,
        epoch(unsolved.ended_at) + coalesce(last_offsets.offset_seconds, 0e0) as ends,
        coalesce(first_offsets.offset_seconds, 0e0) as offset_seconds,
        epoch(run.as_of) + coalesce(offsets_now.offset_seconds, 0e0) as as_of_second
    from intermediate.unsolved_spans as unsolved
    cross join reference.run
    left join reference.teams
        on unsolved.team = teams.team
    left join offsets as first_offsets
        on
            teams.time_zone = first_offsets.time_zone
            and epoch(unsolved.started_at) >= first_offsets.begins
            and epoch(unsolved.started_at) < first_offsets.ends
    left join offsets as last_offsets
        on
            teams.time_zone = last_offsets.time_zone
            and epoch(unsolved.ended_at) >= last_offsets.begins
            and epoch(unsolved.ended_at) < last_offsets.ends
    left join offsets as offsets_now
        on
            teams.time_zone = offsets_now.time_zone
            and epoch(run.as_of) >= offsets_now.begins
            and epoch(run.as_of) < offsets_now.ends
),

-- One day more than UTC has begun, for clocks that are ahead of it.
days as (
    select
        day,
        floor(epoch(cast(day as timestamp)) / 86400e0) as day_number
    from reference.periods
    where period_kind = 'week'
    union all
    select
        cast(as_of + interval 1 day as date) as day,
        floor(epoch(as_of) / 86400e0) + 1 as day_number
    from reference.run
),

-- What begins in the course of a day is there at its end, what ends in its course isn't.
whole_days as (
    select
        calendar,
        ticket_id,
        status,
        team,
        offset_seconds,
        floor(begins / 86400e0) as first_day,
        coalesce(floor(ends / 86400e0), floor(as_of_second / 86400e0) + 1) as end_day
    from spans
),

-- How old a ticket is when the day ends, the last one with the as-of time.
ages as (
    select
        whole_days.calendar,
        days.day as date_day,
        whole_days.status,
        whole_days.team,
        least((days.day_number + 1) * 86400e0 - whole_days.offset_seconds, epoch(run.as_of))
        - epoch(creations.created_at) as age_seconds
    from whole_days
    cross join reference.run
    inner join intermediate.ticket_creations as creations
        on whole_days.ticket_id = creations.ticket_id
    inner join days
        on
            whole_days.first_day <= days.day_number
            and whole_days.end_day > days.day_number
)

select
    calendar,
    date_day,
    status,
    team,
    count(*) as n,
    -- A sum of seconds is exact in any order.
    sum(age_seconds) / count(*) / 86400e0 as mean_age_days,
    max(age_seconds) / 86400e0 as oldest_age_days
from ages
group by
    calendar,
    date_day,
    status,
    team
