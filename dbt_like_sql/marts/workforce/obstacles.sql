with kinds as (
    select
        kinds.kind,
        kinds.needs
    from (
        values
        ('pulse', 'comments in pulse surveys'),
        ('reopened', 'changes of status or counts of reopening'),
        ('bounced', 'changes of team or counts of transfers'),
        ('overdue', 'service level targets')
    ) as kinds (kind, needs)
),

told as (
    select distinct kind
    from intermediate.obstacle_days
),

judged as (
    select
        obstacles.team,
        obstacles.kind,
        obstacles.obstacle,
        obstacles.n,
        obstacles.of_n,
        obstacles.per_100,
        obstacles.open_tickets,
        obstacles.recent_per_100,
        obstacles.earlier_per_100,
        obstacles.change,
        obstacles.ci_low,
        obstacles.ci_high,
        obstacles.trend,
        obstacles.first_seen,
        obstacles.last_seen,
        obstacles.status,
        obstacles.acted_on,
        obstacles.note,
        obstacles.is_hidden,
        case
            when obstacles.is_hidden then 'fewer than ' || run.min_responses || ' answers'
        end as hidden_reason
    from intermediate.obstacles
    cross join reference.run
    union all
    -- A kind of which nothing tells isn't one that nobody met.
    select
        'all' as team,
        kinds.kind,
        'any' as obstacle,
        null as n,
        null as of_n,
        null as per_100,
        null as open_tickets,
        null as recent_per_100,
        null as earlier_per_100,
        null as change,
        null as ci_low,
        null as ci_high,
        'hidden' as trend,
        null as first_seen,
        null as last_seen,
        'hidden' as status,
        null as acted_on,
        null as note,
        true as is_hidden,
        'not available: needs ' || kinds.needs as hidden_reason
    from kinds
    left join told
        on kinds.kind = told.kind
    where told.kind is null
)

-- All that is hidden of one team is one row, which doesn't even name the obstacles.
select distinct
    team,
    kind,
    case when is_hidden then 'any' else obstacle end as obstacle,
    case when not is_hidden then n end as n,
    case when not is_hidden then of_n end as of_n,
    case when not is_hidden then per_100 end as per_100,
    case when not is_hidden then open_tickets end as open_tickets,
    case when not is_hidden then recent_per_100 end as recent_per_100,
    case when not is_hidden then earlier_per_100 end as earlier_per_100,
    case when not is_hidden then change end as change,
    case when not is_hidden then ci_low end as ci_low,
    case when not is_hidden then ci_high end as ci_high,
    case when is_hidden then 'hidden' else trend end as trend,
    case when not is_hidden then first_seen end as first_seen,
    case when not is_hidden then last_seen end as last_seen,
    case when is_hidden then 'hidden' else status end as status,
    case when not is_hidden then acted_on end as acted_on,
    case when not is_hidden then note end as note,
    hidden_reason
from judged
