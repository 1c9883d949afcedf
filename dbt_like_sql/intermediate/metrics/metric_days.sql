with observed as (
    -- Where something is not known it is '', which the totals hold and no scope does.
    -- Decimals, whose sum does not hang on the order of its parts; made once, not once per scope.
    -- Only ratios have weights, and only means and ratios need squares.
    select
        metric,
        observed_on,
        coalesce(business_unit, '') as business_unit,
        coalesce(team, '') as team,
        coalesce(country, '') as country,
        coalesce(channel, '') as channel,
        coalesce(product, '') as product,
        coalesce(segment, '') as segment,
        coalesce(generation, '') as generation,
        coalesce(language, '') as language,
        approximate,
        cast(value as decimal(18, 6)) as value,
        cast(case when statistic = 'ratio' then weight end as decimal(18, 6)) as weight,
        cast(case when statistic in ('mean', 'ratio') then value * value end as decimal(28, 6))
            as value_square,
        cast(case when statistic = 'ratio' then value * weight end as decimal(28, 6))
            as value_weight,
        cast(case when statistic = 'ratio' then weight * weight end as decimal(28, 6))
            as weight_square
    from intermediate.placed_observations
    where statistic <> 'quantile'
),

summed as (
    -- Components that add up, so that periods cost days, not tickets.
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
        sum(value) as total,
        sum(weight) as weights,
        sum(value_square) as total_squares,
        sum(value_weight) as total_products,
        sum(weight_square) as weights_squares,
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
