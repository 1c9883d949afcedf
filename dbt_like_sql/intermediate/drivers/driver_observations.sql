with answers as (
    select
        'nps' as metric,
        subject as response_id,
        value as outcome
    from metrics.nps
    union all
    select
        'csat' as metric,
        subject as response_id,
        100e0 * value as outcome
    from metrics.csat
),

first_schedules as (
    select
        ticket_id,
        schedule
    from intermediate.ticket_schedules
    qualify row_number() over (partition by ticket_id order by valid_from) = 1
)

select
    answers.metric,
    answers.response_id,
    answers.outcome,
    (epoch(tickets.first_replied_at) - epoch(tickets.created_at)) / 3600e0 as first_reply_hours,
    case
        when tickets.status in ('solved', 'closed')
            then (epoch(tickets.last_solved_at) - epoch(tickets.created_at)) / 3600e0
    end as full_resolution_hours,
    cast(promises.answered_within_24h as double) as answered_within_24h,
    cast(promises.solved_within_sla as double) as solved_within_sla,
    case
        when tickets.status in ('solved', 'closed')
            then cast(tickets.count_public_agent_comments = 1 as double)
    end as one_touch,
    cast(tickets.reopens > 0 as double) as reopened,
    1e0 - pieces.is_open as after_hours,
    cast(tickets.transfers as double) as transfers,
    cast(coalesce(comments.count_ticket_handoffs, tickets.no_comments) as double) as agents,
    cast(tickets.count_public_agent_comments as double) as replies,
    -- Who says nothing of a topic neither praises it nor complains of it.
    coalesce(cast(words.topics['waiting'] as double), 0e0) as topic_waiting,
    coalesce(cast(words.topics['resolution'] as double), 0e0) as topic_resolution,
    coalesce(cast(words.topics['attitude'] as double), 0e0) as topic_attitude,
    coalesce(cast(words.topics['knowledge'] as double), 0e0) as topic_knowledge,
    coalesce(cast(words.topics['phone_menu'] as double), 0e0) as topic_phone_menu,
    coalesce(cast(words.topics['ease'] as double), 0e0) as topic_ease,
    coalesce(cast(words.topics['price'] as double), 0e0) as topic_price,
    coalesce(cast(words.topics['product_fault'] as double), 0e0) as topic_product_fault,
    coalesce(cast(words.topics['delivery'] as double), 0e0) as topic_delivery,
    coalesce(cast(words.topics['staff_praise'] as double), 0e0) as topic_staff_praise,
    coalesce(cast(words.topics['safety_or_legal'] as double), 0e0) as topic_safety_or_legal,
    coalesce(cast(words."values"['loyalty'] as double), 0e0) as value_loyalty,
    coalesce(cast(words."values"['accountability'] as double), 0e0) as value_accountability,
    coalesce(cast(words."values"['honesty'] as double), 0e0) as value_honesty,
    coalesce(cast(words."values"['originality'] as double), 0e0) as value_originality,
    coalesce(cast(words."values"['positivity'] as double), 0e0) as value_positivity,
    coalesce(cast(words."values"['respect'] as double), 0e0) as value_respect
from answers
cross join reference.run
inner join intermediate.responses
    on answers.response_id = responses.response_id
inner join intermediate.tickets
    on responses.ticket_id = tickets.ticket_id
inner join intermediate.ticket_promises as promises
    on tickets.ticket_id = promises.ticket_id
left join intermediate.ticket_comments as comments
    on tickets.ticket_id = comments.ticket_id
left join first_schedules
    on tickets.ticket_id = first_schedules.ticket_id
left join intermediate.business_clock as pieces
    on
        first_schedules.schedule = pieces.schedule
        and cast(floor(epoch(tickets.created_at) / 86400e0) as bigint) = pieces.day_number
        and epoch(tickets.created_at) >= pieces.begins
        and epoch(tickets.created_at) < pieces.ends
left join intermediate.scored_comments as words
    on answers.response_id = words.response_id
where
    tickets.status <> 'deleted'
    and responses.submitted_at > run.as_of - interval 365 day
