with solved as (
    select
        paths.ticket_id,
        paths.path,
        paths.handoffs,
        paths.teams,
        coalesce(tickets.channel, '') as channel,
        coalesce(tickets.topic, '') as topic,
        case
            when tickets.status in ('solved', 'closed')
                then
                    floor(epoch(tickets.last_solved_at) / 60e0)
                    - floor(epoch(tickets.created_at) / 60e0)
        end as minutes,
        tickets.reopens,
        case
            when repeat_contacts.decided_at <= run.as_of
                then repeat_contacts.repeat_contact_within_7_days
        end as repeat_contact_within_7_days
    from intermediate.ticket_paths as paths
    cross join reference.run
    inner join intermediate.tickets
        on paths.ticket_id = tickets.ticket_id
    left join intermediate.repeat_contacts
        on paths.ticket_id = repeat_contacts.ticket_id
),

-- Tickets of one team; an address waits longer than a telephone, so the channel counts too.
straight as (
    select
        topic,
        channel,
        median(minutes) as minutes
    from solved
    where handoffs = 0 and minutes is not null
    group by grouping sets ((topic, channel), (topic), ())
    having count(*) >= 10
),

answers as (
    select
        ticket_id,
        count(*) as answers,
        sum(
            cast(100e0 * (score - scale_min) / (scale_max - scale_min) as decimal(18, 6))
        ) as ease
    from intermediate.responses
    where kind in ('ces', 'csat') and score is not null and ticket_id is not null
    group by ticket_id
)

select
    solved.ticket_id,
    solved.path,
    solved.handoffs,
    solved.teams,
    nullif(solved.channel, '') as channel,
    solved.minutes,
    solved.minutes - coalesce(like_it.minutes, of_topic.minutes, of_any.minutes) as excess_minutes,
    solved.reopens > 0 as is_reopened,
    solved.repeat_contact_within_7_days,
    coalesce(answers.answers, 0) as answers,
    answers.ease
from solved
left join straight as like_it
    on solved.topic = like_it.topic and solved.channel = like_it.channel
left join straight as of_topic
    on solved.topic = of_topic.topic and of_topic.channel is null
left join straight as of_any
    on of_any.topic is null
left join answers
    on solved.ticket_id = answers.ticket_id
