with days as (
    -- Components that add up, so that periods and scopes cost days, not tickets.
    select
        observations.metric,
        observations.observed_on,
        observations.business_unit,
        observations.team,
        observations.country,
        observations.channel,
        count(*) as n,
        sum(observations.value) as total,
        sum(observations.value * observations.value) as total_squares,
        bool_or(observations.approximate) as approximate
    from metrics.observations
    inner join reference.metrics
        on observations.metric = metrics.metric
    where metrics.statistic in ('share', 'mean', 'stock')
    group by
        observations.metric,
        observations.observed_on,
        observations.business_unit,
        observations.team,
        observations.country,
        observations.channel
)

select
    days.metric,
    scopes.scope_kind,
    scopes.scope,
    days.observed_on,
    sum(days.n) as n,
    sum(days.total) as total,
    sum(days.total_squares) as total_squares,
    bool_or(days.approximate) as approximate
from days
inner join intermediate.metric_scopes as scopes
    on
        days.business_unit is not distinct from scopes.business_unit
        and days.team is not distinct from scopes.team
        and days.country is not distinct from scopes.country
        and days.channel is not distinct from scopes.channel
group by
    days.metric,
    scopes.scope_kind,
    scopes.scope,
    days.observed_on
