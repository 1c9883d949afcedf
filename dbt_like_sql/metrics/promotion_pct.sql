select
    date_day as observed_on,
    agent_id as subject,
    {
        'business_unit': business_unit,
        'team': team,
        'country': country,
        'channel': cast(null as varchar),
        'product': cast(null as varchar),
        'segment': cast(null as varchar),
        'generation': cast(null as varchar),
        'language': cast(null as varchar)
    } as scopes,
    false as approximate,
    case when is_promoted then 1e0 else 0e0 end as value,
    1e0 / 365.25e0 as weight
from intermediate.roster_days
