with counts as (
    select
        date_day,
        team,
        n as open_tickets,
        0 as agents
    from intermediate.backlog_days
    where calendar = 'utc'
    union all
    select
        date_day,
        team,
        0 as open_tickets,
        1 as agents
    from intermediate.roster_days
),

teams_at_end as (
    select
        counts.date_day,
        counts.team,
        cast(sum(counts.open_tickets) as double) as open_tickets,
        cast(sum(counts.agents) as double) as agents
    from counts
    inner join intermediate.period_ends
        on counts.date_day = period_ends.day
    group by
        counts.date_day,
        counts.team
)

select
    teams_at_end.date_day as observed_on,
    teams_at_end.team as subject,
    {
        'business_unit': teams.business_unit,
        'team': teams_at_end.team,
        'country': teams.country,
        'channel': cast(null as varchar),
        'product': cast(null as varchar),
        'segment': cast(null as varchar),
        'generation': cast(null as varchar),
        'language': cast(null as varchar)
    } as scopes,
    false as approximate,
    teams_at_end.open_tickets as value,
    teams_at_end.agents as weight
from teams_at_end
left join reference.teams
    on teams_at_end.team = teams.team
