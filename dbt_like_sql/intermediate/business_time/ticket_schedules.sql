with changes as (
    select
        events.ticket_id,
        coalesce(schedules.schedule, events.value) as schedule,
        events."at" as valid_from,
        events._load_id,
        events._line
    from staging.ticket_events as events
    cross join reference.run
    left join reference.schedules
        on events.value = schedules.schedule_id
    where events.event = 'schedule' and events."at" <= run.as_of
),

first_changes as (
    select
        ticket_id,
        min(valid_from) as first_change_at
    from changes
    group by ticket_id
),

-- One at most.
default_schedules as (
    select schedule
    from reference.schedules
    where is_default
),

schedules_in_order as (
    select
        ticket_id,
        schedule,
        valid_from,
        _load_id,
        _line
    from changes
    union all
    -- A desk sets another schedule within seconds of the creation, or leaves the default one.
    select
        creations.ticket_id,
        default_schedules.schedule,
        creations.created_at as valid_from,
        0 as _load_id,
        0 as _line
    from intermediate.ticket_creations as creations
    cross join default_schedules
    left join first_changes
        on creations.ticket_id = first_changes.ticket_id
    where
        first_changes.ticket_id is null
        or epoch(first_changes.first_change_at) - epoch(creations.created_at) > 5
),

spans as (
    select
        changes.ticket_id,
        changes.schedule,
        epoch(changes.valid_from) as valid_from,
        coalesce(
            lead(epoch(changes.valid_from)) over (
                partition by changes.ticket_id
                order by changes.valid_from, changes._load_id, changes._line
            ),
            epoch(run.as_of) + 1e0
        ) as valid_to
    from schedules_in_order as changes
    cross join reference.run
),

-- Open seconds that the span's schedule has counted when it begins and when it ends.
counted as (
    select
        spans.ticket_id,
        spans.schedule,
        spans.valid_from,
        spans.valid_to,
        first_piece.open_seconds_before
        + first_piece.is_open * (spans.valid_from - first_piece.begins) as counted_before,
        last_piece.open_seconds_before
        + last_piece.is_open * (spans.valid_to - last_piece.begins) as counted_until
    from spans
    left join intermediate.business_clock as first_piece
        on
            spans.schedule = first_piece.schedule
            and cast(floor(spans.valid_from / 86400e0) as bigint) = first_piece.day_number
            and spans.valid_from >= first_piece.begins
            and spans.valid_from < first_piece.ends
    left join intermediate.business_clock as last_piece
        on
            spans.schedule = last_piece.schedule
            and cast(floor(spans.valid_to / 86400e0) as bigint) = last_piece.day_number
            and spans.valid_to >= last_piece.begins
            and spans.valid_to < last_piece.ends
    where spans.valid_to > spans.valid_from
),

before_spans as (
    select
        ticket_id,
        schedule,
        valid_from,
        valid_to,
        counted_before,
        sum(counted_until - counted_before) over earlier_spans as open_seconds,
        -- Behind a span of which no hours are known, nothing is known.
        count(*) over earlier_spans
        > count(counted_until - counted_before) over earlier_spans as is_unknown
    from counted
    window
        earlier_spans as (
            partition by ticket_id
            order by valid_from
            rows between unbounded preceding and 1 preceding
        )
)

select
    ticket_id,
    schedule,
    valid_from,
    valid_to,
    case when not is_unknown then coalesce(open_seconds, 0e0) - counted_before end
        as open_seconds_offset
from before_spans
