with combined as (
    -- A flat export fills in what events lack, and never contradicts them.
    select
        creations.ticket_id,
        creations.created_at,
        coalesce(resolutions.status, flat.status) as status,
        coalesce(event_teams.team, flat.team) as team,
        flat.channel,
        flat.country,
        flat.product,
        flat.topic,
        flat.priority,
        flat.language,
        flat.customer_id,
        flat.agent_id,
        case
            when replies.ticket_id is not null then replies.first_replied_at
            else flat.first_replied_at
        end as first_replied_at,
        coverage.replies_known,
        case
            when resolutions.ticket_id is not null then resolutions.first_solved_at
            else coalesce(flat.solved_at, flat.closed_at)
        end as first_solved_at,
        case
            when resolutions.ticket_id is not null then resolutions.last_solved_at
            else coalesce(flat.solved_at, flat.closed_at)
        end as last_solved_at,
        resolutions.count_resolutions,
        case
            when resolutions.ticket_id is not null then resolutions.reopens
            else flat.reopens
        end as reopens,
        case
            when replies.ticket_id is not null then replies.count_public_agent_comments
            when flat.replies is not null then flat.replies
            when creations.has_events then 0
        end as count_public_agent_comments,
        resolutions.ticket_id is not null as has_status_events,
        resolutions.ticket_id is null
        or (replies.ticket_id is null and flat.first_replied_at is not null) as approximate
    from intermediate.ticket_creations as creations
    left join staging.tickets as flat
        on creations.ticket_id = flat.ticket_id
    left join intermediate.ticket_resolutions as resolutions
        on creations.ticket_id = resolutions.ticket_id
    left join intermediate.ticket_replies as replies
        on creations.ticket_id = replies.ticket_id
    left join intermediate.ticket_teams as event_teams
        on creations.ticket_id = event_teams.ticket_id
    left join intermediate.reply_coverage as coverage
        on creations.ticket_id = coverage.ticket_id
)

select
    combined.ticket_id,
    combined.created_at,
    combined.status,
    combined.team,
    teams.business_unit,
    combined.channel,
    coalesce(combined.country, teams.country) as country,
    combined.product,
    combined.topic,
    combined.priority,
    combined.language,
    combined.customer_id,
    combined.agent_id,
    combined.first_replied_at,
    combined.replies_known,
    combined.first_solved_at,
    combined.last_solved_at,
    combined.count_resolutions,
    combined.reopens,
    combined.count_public_agent_comments,
    combined.has_status_events,
    combined.approximate
from combined
left join reference.teams
    on combined.team = teams.team
