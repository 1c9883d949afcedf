with weeks as (
    select
        days.team,
        days.agent_id,
        periods.period_start,
        least(max(periods.period_end), cast(max(run.as_of) as date)) as last_day,
        sum(days.replies) as replies
    from marts.agent_days as days
    inner join reference.periods
        on days.date_day = periods.day and periods.period_kind = 'week'
    cross join reference.run
    where days.team is not null
    group by
        days.team,
        days.agent_id,
        periods.period_start
),

ranked as (
    select
        team,
        period_start,
        last_day,
        replies,
        row_number() over (partition by team, period_start order by replies, agent_id) as place
    from weeks
),

balances as (
    -- Gini's coefficient of n ordered values: 2 Σ i x / (n Σ x) − (n + 1) / n.
    select
        team,
        max(last_day) as last_day,
        cast(count(*) as double) as agents,
        1e0 + (count(*) + 1e0) / count(*)
        - 2e0 * sum(place * replies) / (count(*) * nullif(sum(replies), 0)) as balance
    from ranked
    group by
        team,
        period_start
    having count(*) > 1 and sum(replies) > 0
)

select
    balances.last_day as observed_on,
    balances.team as subject,
    {
        'business_unit': teams.business_unit,
        'team': balances.team,
        'country': teams.country,
        'channel': cast(null as varchar),
        'product': cast(null as varchar),
        'segment': cast(null as varchar),
        'generation': cast(null as varchar),
        'language': cast(null as varchar)
    } as scopes,
    false as approximate,
    balances.balance * balances.agents as value,
    balances.agents as weight
from balances
left join reference.teams
    on balances.team = teams.team
