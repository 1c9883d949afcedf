select
    roster_days.date_day as observed_on,
    roster_days.agent_id as subject,
    {
        'business_unit': roster_days.business_unit,
        'team': roster_days.team,
        'country': roster_days.country,
        'channel': cast(null as varchar),
        'product': cast(null as varchar),
        'segment': cast(null as varchar),
        'generation': cast(null as varchar),
        'language': cast(null as varchar)
    } as scopes,
    false as approximate,
    roster_days.tenure_years as value
from intermediate.roster_days
inner join intermediate.period_ends
    on roster_days.date_day = period_ends.day
where roster_days.tenure_years is not null
