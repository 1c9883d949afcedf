with whole as (
    select
        count(*) as all_tickets,
        median(case when is_solved then handling_minutes end) as handling_minutes
    from intermediate.topic_tickets
),

history as (
    select
        least(
            26e0,
            (
                epoch(date_trunc('week', max(run.as_of)))
                - epoch(date_trunc('week', min(tickets.created_at)))
            ) / 604800e0
        ) as weeks
    from intermediate.tickets
    cross join reference.run
    where tickets.status <> 'deleted'
)

select
    tickets.topic,
    bool_or(tickets.is_category) as is_category,
    max(history.weeks) as weeks,
    max(whole.all_tickets) as all_tickets,
    count(*) as tickets,
    count(distinct tickets.customer_id) as customers,
    median(case when tickets.is_solved then tickets.handling_minutes end) as handling_minutes,
    count(case when tickets.is_solved then tickets.is_one_touch_resolution end) as touch_known,
    count(case when tickets.is_one_touch_resolution then 1 end) as one_touch,
    count(case when tickets.is_solved then tickets.handling_minutes end) as time_known,
    count(
        case
            when tickets.is_solved and tickets.handling_minutes < whole.handling_minutes then 1
        end
    ) as quick,
    count(tickets.is_upset) as heard,
    count(case when tickets.is_upset then 1 end) as upset,
    count(tickets.is_reopened) as reopen_known,
    count(case when tickets.is_reopened then 1 end) as reopened,
    count(case when tickets.is_solved then tickets.is_self_service end) as self_service_known,
    count(case when tickets.is_solved and tickets.is_self_service then 1 end) as self_service
from intermediate.topic_tickets as tickets
cross join whole
cross join history
where tickets.topic is not null
group by tickets.topic
