with solved as (
    select
        tickets.ticket_id,
        tickets.agent_id,
        tickets.last_solved_at as "at",
        coalesce(tickets.team, '') || '|' || coalesce(tickets.topic, '') as like_work,
        coalesce(tickets.team, '') as team,
        tickets.reopens,
        -- In business time where the schedule is known.
        case
            when tickets.first_replied_at is not null
                then
                    coalesce(
                        reply_moments.open_seconds,
                        epoch(tickets.first_replied_at) - epoch(tickets.created_at)
                    )
        end as reply_seconds,
        coalesce(satisfaction.ticket_satisfaction_score, tickets.flat_satisfaction) as rating,
        promises.answered_within_24h,
        promises.solved_within_sla,
        promises.not_bounced
    from intermediate.tickets
    inner join intermediate.ticket_promises as promises
        on tickets.ticket_id = promises.ticket_id
    left join intermediate.ticket_satisfaction as satisfaction
        on tickets.ticket_id = satisfaction.ticket_id
    left join intermediate.ticket_clock as reply_moments
        on
            tickets.ticket_id = reply_moments.ticket_id
            and epoch(tickets.first_replied_at) = reply_moments."at"
    where tickets.status in ('solved', 'closed') and tickets.last_solved_at is not null
),

observed as (
    select
        agent_id,
        "at",
        'not_reopened' as measure,
        'ticket' as kind,
        like_work,
        case when reopens = 0 then 1e0 else 0e0 end as value
    from solved
    where reopens is not null
    union all
    select
        agent_id,
        "at",
        'kept_promises' as measure,
        'ticket' as kind,
        like_work,
        case
            when not answered_within_24h or not solved_within_sla or not not_bounced then 0e0
            else 1e0
        end as value
    from solved
    where coalesce(answered_within_24h, solved_within_sla, not_bounced) is not null
    union all
    -- Each doubling of the wait counts the same, so that one long one doesn't outweigh all others.
    select
        agent_id,
        "at",
        'speed' as measure,
        'ticket' as kind,
        like_work,
        -ln(1e0 + reply_seconds / 60e0) / ln(2e0) as value
    from solved
    where reply_seconds is not null
    union all
    select
        agent_id,
        "at",
        'satisfaction' as measure,
        'rating' as kind,
        team as like_work,
        case when rating = 'good' then 1e0 else 0e0 end as value
    from solved
    where rating is not null
    union all
    select
        agent_id,
        submitted_at as "at",
        'satisfaction' as measure,
        kind,
        coalesce(team, '') as like_work,
        case when is_good then 1e0 else 0e0 end as value
    from intermediate.responses
    where kind in ('nps', 'csat') and is_good is not null
    union all
    select
        agent_id,
        "at",
        'courtesy' as measure,
        'comment' as kind,
        coalesce(team, '') as like_work,
        case when topics['attitude'] = 1 then 1e0 else 0e0 end as value
    from intermediate.scored_comments
    where is_from_customer and topics['attitude'] is not null
)

select
    observed.agent_id,
    periods.period_start as quarter_start,
    observed.measure,
    observed.kind,
    observed.kind || '|' || observed.like_work as like_work,
    observed.value
from observed
inner join reference.periods
    on cast(observed."at" as date) = periods.day
where observed.agent_id is not null and periods.period_kind = 'quarter'
