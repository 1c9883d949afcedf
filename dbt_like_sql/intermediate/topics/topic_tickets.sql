with feelings as (
    select
        ticket_id,
        bool_or(label = 'negative') as is_negative
    from intermediate.scored_comments
    where is_from_customer and label <> 'none' and ticket_id is not null
    group by ticket_id
)

select
    tickets.ticket_id,
    coalesce(
        tickets.topic,
        -- What is left of a subject line without marks of replies and without numbers.
        nullif(
            trim(
                translate(
                    regexp_replace(lower(flat.subject), '^((re|fw|fwd|vs|vl): *)+', ''),
                    '0123456789#[]()',
                    ''
                )
            ),
            ''
        )
    ) as topic,
    tickets.topic is not null as is_category,
    tickets.customer_id,
    tickets.status in ('solved', 'closed') as is_solved,
    tickets.status in ('solved', 'closed')
    and tickets.count_public_agent_comments = 1 as is_one_touch_resolution,
    tickets.count_public_agent_comments = 0 as is_self_service,
    coalesce(
        times.agent_work_time_in_calendar_minutes,
        floor(epoch(tickets.last_solved_at) / 60e0) - floor(epoch(tickets.created_at) / 60e0)
    ) as handling_minutes,
    tickets.reopens > 0 as is_reopened,
    case
        when not promises.not_negative or feelings.is_negative then true
        when promises.not_negative or not feelings.is_negative then false
    end as is_upset
from intermediate.tickets
cross join reference.run
inner join intermediate.ticket_promises as promises
    on tickets.ticket_id = promises.ticket_id
left join intermediate.ticket_status_times as times
    on tickets.ticket_id = times.ticket_id
left join staging.tickets as flat
    on tickets.ticket_id = flat.ticket_id
left join feelings
    on tickets.ticket_id = feelings.ticket_id
where
    tickets.status <> 'deleted'
    and tickets.created_at >= date_trunc('week', run.as_of) - interval '182' day
    and tickets.created_at < date_trunc('week', run.as_of)
