with observed as (
    -- Where something is not known it is '', which the totals hold and no scope does.
    select
        observations.metric,
        observations.observed_on,
        coalesce(observations.scopes.business_unit, '') as business_unit,
        coalesce(observations.scopes.team, '') as team,
        coalesce(observations.scopes.country, '') as country,
        coalesce(observations.scopes.channel, '') as channel,
        coalesce(observations.scopes.product, '') as product,
        coalesce(observations.scopes.segment, '') as segment,
        coalesce(observations.scopes.generation, '') as generation,
        coalesce(observations.scopes.language, '') as language,
        observations.value,
        observations.weight,
        observations.approximate
    from metrics.observations
    inner join reference.metrics
        on observations.metric = metrics.metric
    where metrics.statistic <> 'quantile'
),

summed as (
    -- Components that add up, so that periods cost days, not tickets; decimals, whose sum does not
    -- hang on the order of its parts.
    select
        metric,
        observed_on,
        business_unit,
        team,
        country,
        channel,
        product,
        segment,
        generation,
        language,
        count(*) as n,
        sum(cast(value as decimal(18, 6))) as total,
        sum(cast(weight as decimal(18, 6))) as weights,
        sum(cast(value * value as decimal(28, 6))) as total_squares,
        sum(cast(value * weight as decimal(28, 6))) as total_products,
        sum(cast(weight * weight as decimal(28, 6))) as weights_squares,
        bool_or(approximate) as approximate
    from observed
    group by
        grouping sets (
            (metric, observed_on),
            (metric, observed_on, business_unit),
            (metric, observed_on, team),
            (metric, observed_on, country),
            (metric, observed_on, channel),
            (metric, observed_on, product),
            (metric, observed_on, segment),
            (metric, observed_on, generation),
            (metric, observed_on, language)
        )
)

select
    metric,
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
    observed_on,
    n,
    total,
    weights,
    total_squares,
    total_products,
    weights_squares,
    approximate
from summed
where
    coalesce(business_unit, team, country, channel, product, segment, generation, language, 'all')
    <> ''
