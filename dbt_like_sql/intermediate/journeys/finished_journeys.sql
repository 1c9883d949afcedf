with finished as (
    select
        tickets.ticket_id,
        coalesce(tickets.channel, 'unknown') as channel,
        tickets.topic,
        tickets.flat_satisfaction,
        cast(date_trunc('week', tickets.first_solved_at) as date) as week_start,
        -- What happens later is left out, so that what was sampled once stays as it was.
        cast(cast(date_trunc('week', tickets.first_solved_at) as date) + 14 as timestamp)
            as told_until,
        coalesce(tickets.reopens > 0 and not tickets.has_status_events, false) as is_flat_reopened
    from intermediate.tickets
    where tickets.first_solved_at is not null and tickets.status <> 'deleted'
),

ended as (
    select
        finished.ticket_id,
        finished.channel,
        finished.topic,
        finished.flat_satisfaction,
        finished.week_start,
        finished.told_until,
        finished.is_flat_reopened
    from finished
    cross join reference.run
    where finished.told_until <= run.as_of
),

reopened as (
    select distinct spans.ticket_id
    from intermediate.ticket_status_spans as spans
    inner join ended
        on spans.ticket_id = ended.ticket_id
    where
        spans.status_before in ('solved', 'closed')
        and spans.status not in ('solved', 'closed', 'deleted')
        and spans.started_at < ended.told_until
),

ratings as (
    select
        events.ticket_id,
        lower(events.value) as rating
    from staging.ticket_events as events
    inner join ended
        on events.ticket_id = ended.ticket_id
    where
        events.event = 'satisfaction'
        and lower(events.value) in ('good', 'bad')
        and events."at" < ended.told_until
    qualify row_number() over (
        partition by events.ticket_id
        order by events."at" desc, events._load_id desc, events._line desc
    ) = 1
),

answers as (
    select
        responses.ticket_id,
        bool_or(responses.is_bad) as has_bad_one
    from intermediate.responses
    inner join ended
        on responses.ticket_id = ended.ticket_id
    where responses.submitted_at < ended.told_until
    group by responses.ticket_id
)

select
    ended.week_start,
    ended.ticket_id,
    ended.channel,
    ended.topic,
    case
        when reopened.ticket_id is not null or ended.is_flat_reopened then 'reopened'
        when coalesce(ratings.rating, ended.flat_satisfaction) = 'bad' or answers.has_bad_one
            then 'bad'
        when coalesce(ratings.rating, ended.flat_satisfaction) = 'good' or not answers.has_bad_one
            then 'good'
        else 'unrated'
    end as outcome,
    ended.told_until
from ended
left join reopened
    on ended.ticket_id = reopened.ticket_id
left join ratings
    on ended.ticket_id = ratings.ticket_id
left join answers
    on ended.ticket_id = answers.ticket_id
