select
    days.date_day as observed_on,
    days.agent_id as subject,
    {
        'business_unit': teams.business_unit,
        'team': days.team,
        'country': teams.country,
        'channel': cast(null as varchar),
        'product': cast(null as varchar),
        'segment': cast(null as varchar),
        'generation': cast(null as varchar),
        'language': cast(null as varchar)
    } as scopes,
    false as approximate,
    days.worked_as_scheduled_minutes as value,
    days.scheduled_minutes as weight
from marts.agent_days as days
left join reference.teams
    on days.team = teams.team
where days.scheduled_minutes > 0 and days.worked_as_scheduled_minutes is not null
