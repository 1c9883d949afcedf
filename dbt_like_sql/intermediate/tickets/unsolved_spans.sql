with status_spans as (
    select
        ticket_id,
        status,
        started_at,
        ended_at
    from intermediate.ticket_status_spans
    where status not in ('solved', 'closed', 'deleted')
    union all
    -- Without status events it was unsolved from its creation until it was solved for good.
    select
        ticket_id,
        case when status in ('solved', 'closed') then 'open' else status end as status,
        created_at as started_at,
        case when status in ('solved', 'closed') then last_solved_at end as ended_at
    from intermediate.tickets
    where
        not has_status_events
        and status <> 'deleted'
        and (last_solved_at is not null or status not in ('solved', 'closed'))
),

-- A span that lasts ends nowhere near.
bounded_statuses as (
    select
        ticket_id,
        status,
        started_at,
        coalesce(ended_at, timestamp '9999-12-31 00:00:00') as ended_at
    from status_spans
),

bounded_teams as (
    select
        ticket_id,
        team,
        started_at,
        coalesce(ended_at, timestamp '9999-12-31 00:00:00') as ended_at
    from intermediate.ticket_team_spans
)

select
    statuses.ticket_id,
    statuses.status,
    teams.team,
    greatest(statuses.started_at, teams.started_at) as started_at,
    nullif(least(statuses.ended_at, teams.ended_at), timestamp '9999-12-31 00:00:00') as ended_at
from bounded_statuses as statuses
inner join bounded_teams as teams
    on
        statuses.ticket_id = teams.ticket_id
        and statuses.started_at < teams.ended_at
        and statuses.ended_at > teams.started_at
