with finished as (
    select
        shifts.agent_id,
        cast(shifts.scheduled_start as date) as date_day,
        epoch(shifts.scheduled_start) as scheduled_start,
        epoch(shifts.scheduled_end) as scheduled_end,
        epoch(shifts.actual_start) as actual_start,
        epoch(shifts.actual_end) as actual_end
    from staging.shifts
    cross join reference.run
    where
        shifts.scheduled_end <= run.as_of
        -- Who came and never went says nothing of how long it was.
        and (shifts.actual_start is null or shifts.actual_end is not null)
),

-- A roster that never says when anybody came doesn't say that nobody did.
coverage as (
    select bool_or(actual_start is not null) as actuals_known
    from finished
)

select
    finished.agent_id,
    finished.date_day,
    sum(finished.scheduled_end - finished.scheduled_start) / 60e0 as scheduled_minutes,
    sum(
        case
            when not coverage.actuals_known then null
            else coalesce(finished.actual_end - finished.actual_start, 0e0)
        end
    ) / 60e0 as worked_minutes,
    sum(
        case
            when not coverage.actuals_known then null
            when finished.actual_start is null then 0e0
            else
                greatest(
                    0e0,
                    least(finished.actual_end, finished.scheduled_end)
                    - greatest(finished.actual_start, finished.scheduled_start)
                )
        end
    ) / 60e0 as worked_as_scheduled_minutes
from finished
cross join coverage
group by
    finished.agent_id,
    finished.date_day
