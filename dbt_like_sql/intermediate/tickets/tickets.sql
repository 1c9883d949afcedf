with combined as (
    -- A flat export fills in what events lack, and never contradicts them.
    select
        creations.ticket_id,
        creations.created_at,
        coalesce(resolutions.status, flat.status) as status,
        case
            when assignments.group_stations_count is not null then assignments.team
            else flat.team
        end as team,
        flat.channel,
        flat.country,
        flat.product,
        flat.topic,
        coalesce(assignments.priority, flat.priority) as priority,
        flat.language,
        flat.customer_id,
        case
            when assignments.last_assignee_id is not null
                then nullif(assignments.last_assignee_id, '')
            else flat.agent_id
        end as agent_id,
        coalesce(assignments.group_stations_count - 1, flat.transfers) as transfers,
        case when lower(flat.satisfaction) in ('good', 'bad') then lower(flat.satisfaction) end
            as flat_satisfaction,
        lower(flat.satisfaction) in ('good', 'bad', 'offered') as flat_was_asked_for_rating,
        case
            when comments.ticket_id is not null then comments.first_replied_at
            else flat.first_replied_at
        end as first_replied_at,
        coverage.replies_known,
        -- Where the log records replies, no comment in it is no comment at all.
        case when creations.has_events and coverage.comments_known then 0 end as no_comments,
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
            when comments.ticket_id is not null then comments.count_public_agent_comments
            when flat.replies is not null then flat.replies
            when creations.has_events and coverage.comments_known then 0
        end as count_public_agent_comments,
        resolutions.ticket_id is not null as has_status_events,
        resolutions.ticket_id is null
        or (comments.ticket_id is null and flat.first_replied_at is not null) as approximate
    from intermediate.ticket_creations as creations
    left join staging.tickets as flat
        on creations.ticket_id = flat.ticket_id
    left join intermediate.ticket_resolutions as resolutions
        on creations.ticket_id = resolutions.ticket_id
    left join intermediate.reply_coverage as coverage
        on creations.ticket_id = coverage.ticket_id
    -- A log without any reply by an agent doesn't say whether one was given.
    left join intermediate.ticket_comments as comments
        on creations.ticket_id = comments.ticket_id and coverage.comments_known
    left join intermediate.ticket_assignments as assignments
        on creations.ticket_id = assignments.ticket_id
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
    combined.transfers,
    combined.flat_satisfaction,
    combined.flat_was_asked_for_rating,
    combined.first_replied_at,
    combined.replies_known,
    combined.no_comments,
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
