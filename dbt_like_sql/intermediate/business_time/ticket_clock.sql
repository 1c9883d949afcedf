with scheduled as (
    select distinct ticket_id
    from intermediate.ticket_schedules
),

moments as (
    select
        ticket_id,
        epoch(created_at) as "at"
    from intermediate.tickets
    union
    select
        tickets.ticket_id,
        epoch(run.as_of) as "at"
    from intermediate.tickets
    cross join reference.run
    union
    select
        ticket_id,
        epoch(first_replied_at) as "at"
    from intermediate.tickets
    where first_replied_at is not null
    union
    select
        ticket_id,
        epoch(first_solved_at) as "at"
    from intermediate.tickets
    where first_solved_at is not null
    union
    select
        ticket_id,
        epoch(last_solved_at) as "at"
    from intermediate.tickets
    where last_solved_at is not null
    union
    select
        ticket_id,
        epoch(started_at) as "at"
    from intermediate.ticket_status_spans
    union
    select
        ticket_id,
        epoch(applied_at) as "at"
    from intermediate.sla_applications
    union
    select
        ticket_id,
        epoch(ended_at) as "at"
    from intermediate.sla_applications
    where ended_at is not null
)

select
    moments.ticket_id,
    moments."at",
    case
        -- Nothing counts before a schedule is in force.
        when schedules.ticket_id is null and moments."at" <= epoch(run.as_of) then 0e0
        else
            schedules.open_seconds_offset
            + pieces.open_seconds_before
            + pieces.is_open * (moments."at" - pieces.begins)
    end as open_seconds
from moments
cross join reference.run
inner join scheduled
    on moments.ticket_id = scheduled.ticket_id
left join intermediate.ticket_schedules as schedules
    on
        moments.ticket_id = schedules.ticket_id
        and moments."at" >= schedules.valid_from
        and moments."at" < schedules.valid_to
left join intermediate.business_clock as pieces
    on
        schedules.schedule = pieces.schedule
        and cast(floor(moments."at" / 86400e0) as bigint) = pieces.day_number
        and moments."at" >= pieces.begins
        and moments."at" < pieces.ends
