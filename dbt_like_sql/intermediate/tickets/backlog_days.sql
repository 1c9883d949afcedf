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
        cast(floor(epoch(cast(day as timestamp)) / 86400e0) as bigint) as day_number
    from reference.periods
    where period_kind = 'week'
    union all
    select
        cast(as_of + interval 1 day as date) as day,
        cast(floor(epoch(as_of) / 86400e0) as bigint) + 1 as day_number
    from reference.run
),

-- What begins in the course of a day is there at its end, what ends in its course isn't. Spans that
-- share their days are counted together.
whole_days as (
    select
        spans.calendar,
        spans.status,
        spans.team,
        spans.offset_seconds,
        cast(floor(spans.begins / 86400e0) as bigint) as first_day,
        cast(
            coalesce(floor(spans.ends / 86400e0) - 1e0, floor(spans.as_of_second / 86400e0))
            as bigint
        ) as last_day,
        count(*) as n,
        -- Decimals, whose sum does not hang on the order of its parts.
        sum(cast(epoch(creations.created_at) as decimal(18, 6))) as created,
        min(epoch(creations.created_at)) as first_created
    from spans
    inner join intermediate.ticket_creations as creations
        on spans.ticket_id = creations.ticket_id
    group by
        spans.calendar,
        spans.status,
        spans.team,
        spans.offset_seconds,
        cast(floor(spans.begins / 86400e0) as bigint),
        cast(
            coalesce(floor(spans.ends / 86400e0) - 1e0, floor(spans.as_of_second / 86400e0))
            as bigint
        )
),

single_days as (
    select
        calendar,
        status,
        team,
        offset_seconds,
        unnest(generate_series(first_day, last_day)) as day_number,
        n,
        created,
        first_created
    from whole_days
    where first_day <= last_day
),

-- When the day ends, the last one with the as-of time.
ends as (
    select
        single_days.calendar,
        days.day as date_day,
        single_days.status,
        single_days.team,
        single_days.n,
        single_days.created,
        single_days.first_created,
        least((days.day_number + 1) * 86400e0 - single_days.offset_seconds, epoch(run.as_of))
            as ends_at
    from single_days
    inner join days
        on single_days.day_number = days.day_number
    cross join reference.run
)

select
    calendar,
    date_day,
    status,
    team,
    cast(sum(n) as bigint) as n,
    cast(sum(n * cast(ends_at as decimal(18, 6)) - created) as double) / sum(n) / 86400e0
        as mean_age_days,
    max(ends_at - first_created) / 86400e0 as oldest_age_days
from ends
group by
    calendar,
    date_day,
    status,
    team
