with observed as (
    -- Where something is not known it is '', which the totals hold and no scope does.
    select
        placed.metric,
        placed.at_period_end,
        placed.observed_on,
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
    left join intermediate.period_ends
        on placed.observed_on = period_ends.day
    where
        placed.statistic = 'quantile'
        and (not placed.at_period_end or period_ends.day is not null)
),

gathered as (
    -- By day, from which all periods are put together.
    select
        metric,
        at_period_end,
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
        list(value) as "values",
        bool_or(approximate) as approximate
    from observed
    group by
        grouping sets (
            (metric, at_period_end, observed_on),
            (metric, at_period_end, observed_on, business_unit),
            (metric, at_period_end, observed_on, team),
            (metric, at_period_end, observed_on, country),
            (metric, at_period_end, observed_on, channel),
            (metric, at_period_end, observed_on, product),
            (metric, at_period_end, observed_on, segment),
            (metric, at_period_end, observed_on, generation),
            (metric, at_period_end, observed_on, language)
        )
),

days as (
    select
        metric,
        at_period_end,
        observed_on,
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
        "values",
        approximate
    from gathered
)

select
    days.metric,
    days.scope_kind,
    days.scope,
    periods.period_kind,
    periods.period_start,
    cast(sum(days.n) as bigint) as n,
    list_sort(flatten(list(days."values"))) as ordered,
    bool_or(days.approximate) as approximate
from days
inner join reference.periods
    on days.observed_on = periods.day
cross join reference.run
where
    days.scope <> ''
    and (
        not days.at_period_end
        or days.observed_on = least(periods.period_end, cast(run.as_of as date))
    )
group by
    days.metric,
    days.scope_kind,
    days.scope,
    periods.period_kind,
    periods.period_start
