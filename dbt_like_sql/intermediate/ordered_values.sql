with observed as (
    -- Where something is not known it is '', which the totals hold and no scope does.
    select
        observations.metric,
        periods.period_kind,
        periods.period_start,
        coalesce(observations.scopes.business_unit, '') as business_unit,
        coalesce(observations.scopes.team, '') as team,
        coalesce(observations.scopes.country, '') as country,
        coalesce(observations.scopes.channel, '') as channel,
        coalesce(observations.scopes.product, '') as product,
        coalesce(observations.scopes.segment, '') as segment,
        coalesce(observations.scopes.generation, '') as generation,
        coalesce(observations.scopes.language, '') as language,
        observations.value,
        observations.approximate
    from metrics.observations
    inner join reference.metrics
        on observations.metric = metrics.metric
    inner join reference.periods
        on observations.observed_on = periods.day
    where metrics.statistic = 'quantile'
),

gathered as (
    select
        metric,
        period_kind,
        period_start,
        business_unit,
        team,
        country,
        channel,
        product,
        segment,
        generation,
        language,
        count(*) as n,
        list_sort(list(value)) as ordered,
        bool_or(approximate) as approximate
    from observed
    group by
        grouping sets (
            (metric, period_kind, period_start),
            (metric, period_kind, period_start, business_unit),
            (metric, period_kind, period_start, team),
            (metric, period_kind, period_start, country),
            (metric, period_kind, period_start, channel),
            (metric, period_kind, period_start, product),
            (metric, period_kind, period_start, segment),
            (metric, period_kind, period_start, generation),
            (metric, period_kind, period_start, language)
        )
)

select
    metric,
    period_kind,
    period_start,
    case
        when business_unit is not null then 'business_unit'
        when team is not null then 'team'
        when country is not null then 'country'
        when channel is not null then 'channel'
        when product is not null then 'product'
        when segment is not null then 'segment'
        when generation is not null then 'generation'
        when language is not null then 'language'
        else 'company'
    end as scope_kind,
    coalesce(
        business_unit, team, country, channel, product, segment, generation, language, 'all'
    ) as scope,
    n,
    ordered,
    approximate
from gathered
where
    coalesce(business_unit, team, country, channel, product, segment, generation, language, 'all')
    <> ''
