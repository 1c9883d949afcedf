with middle as (
    select median(handling_minutes) as handling_minutes
    from intermediate.topic_tickets
    where is_solved
)

select
    tickets.topic,
    count(*) as tickets,
    count(distinct tickets.customer_id) as customers,
    median(case when tickets.is_solved then tickets.handling_minutes end) as handling_minutes,
    count(case when tickets.is_solved then tickets.is_one_touch_resolution end) as touch_known,
    count(case when tickets.is_one_touch_resolution then 1 end) as one_touch,
    count(case when tickets.is_solved then tickets.handling_minutes end) as time_known,
    count(
        case
            when tickets.is_solved and tickets.handling_minutes < middle.handling_minutes then 1
        end
    ) as quick,
    count(tickets.is_upset) as heard,
    count(case when tickets.is_upset then 1 end) as upset,
    count(tickets.is_reopened) as reopen_known,
    count(case when tickets.is_reopened then 1 end) as reopened,
    count(case when tickets.is_solved then tickets.is_self_service end) as self_service_known,
    count(case when tickets.is_solved and tickets.is_self_service then 1 end) as self_service
from intermediate.topic_tickets as tickets
cross join middle
where tickets.topic is not null
group by tickets.topic
