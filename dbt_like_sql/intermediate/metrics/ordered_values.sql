with observed as (
    -- Where something is not known it is '', which the totals hold and no scope does.
    select
        placed.metric,
        periods.period_kind,
        periods.period_start,
        coalesce(placed.business_unit, '') as business_unit,
        coalesce(placed.team, '') as team,
        coalesce(placed.country, '') as country,
        coalesce(placed.channel, '') as channel,
        coalesce(placed.product, '') as product,
        coalesce(placed.segment, '') as segment,
        coalesce(placed.generation, '') as generation,
        coalesce(placed.language, '') as language,
        placed.value,
        placed.approximate
    from intermediate.placed_observations as placed
    inner join reference.periods
        on placed.observed_on = periods.day
    cross join reference.run
    where
        placed.statistic = 'quantile'
        and (
            not placed.at_period_end
            or placed.observed_on = least(periods.period_end, cast(run.as_of as date))
        )
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
    period_kind,
    period_start,
    n,
    ordered,
    approximate
from gathered
where
    coalesce(business_unit, team, country, channel, product, segment, generation, language, 'all')
    <> ''
