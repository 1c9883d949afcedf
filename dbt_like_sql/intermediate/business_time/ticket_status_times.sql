-- Seconds are summed, which is exact in any order, and minutes are made of the sums.
with durations as (
    select
        ticket_id,
        status,
        -- Calendar time in whole minutes, as help desks count it.
        floor(ends / 60e0) - floor(begins / 60e0) as minutes,
        open_ends - open_begins as business
    from intermediate.clocked_status_spans
),

sums as (
    select
        ticket_id,
        -- Business time is known for all of a ticket's history, or for none of it.
        case when count(business) = count(*) then 0e0 end as none,
        sum(case when status = 'new' then minutes else 0e0 end) as new_minutes,
        sum(case when status = 'open' then minutes else 0e0 end) as open_minutes,
        sum(case when status = 'pending' then minutes else 0e0 end) as pending_minutes,
        sum(case when status = 'hold' then minutes else 0e0 end) as hold_minutes,
        sum(case when status = 'new' then business else 0e0 end) as new_business,
        sum(case when status = 'open' then business else 0e0 end) as open_business,
        sum(case when status = 'pending' then business else 0e0 end) as pending_business,
        sum(case when status = 'hold' then business else 0e0 end) as hold_business
    from durations
    group by ticket_id
)

select
    ticket_id,
    (none + new_business + open_business) / 60e0 as agent_work_time_in_business_minutes,
    new_minutes + open_minutes as agent_work_time_in_calendar_minutes,
    (none + new_business + open_business + hold_business) / 60e0
        as requester_wait_time_in_business_minutes,
    new_minutes + open_minutes + hold_minutes as requester_wait_time_in_calendar_minutes,
    (none + pending_business) / 60e0 as agent_wait_time_in_business_minutes,
    pending_minutes as agent_wait_time_in_calendar_minutes,
    (none + hold_business) / 60e0 as on_hold_time_in_business_minutes,
    hold_minutes as on_hold_time_in_calendar_minutes,
    (none + new_business + open_business + pending_business + hold_business) / 60e0
        as solve_time_in_business_minutes,
    new_minutes + open_minutes + pending_minutes + hold_minutes as solve_time_in_calendar_minutes,
    (none + new_business) / 60e0 as new_status_duration_in_business_minutes,
    new_minutes as new_status_duration_in_calendar_minutes,
    (none + open_business) / 60e0 as open_status_duration_in_business_minutes,
    open_minutes as open_status_duration_in_calendar_minutes
from sums
