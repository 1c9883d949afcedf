with placed as (
    select
        'company' as scope_kind,
        'all' as scope,
        cast("at" as date) as day,
        "values" as sides
    from intermediate.scored_comments
    where is_from_customer
    union all
    select
        'team' as scope_kind,
        team as scope,
        cast("at" as date) as day,
        "values" as sides
    from intermediate.scored_comments
    where is_from_customer and team is not null
),

commented as (
    select
        placed.scope_kind,
        placed.scope,
        periods.period_start,
        periods.period_end,
        periods.previous_period_start,
        placed.sides
    from placed
    inner join reference.periods
        on placed.day = periods.day
    where periods.period_kind = 'quarter'
)

select
    commented.scope_kind,
    commented.scope,
    commented.period_start,
    commented.period_end,
    commented.previous_period_start,
    named.service_value,
    cast(count(commented.sides[named.service_value]) as double) as n,
    cast(count(case when commented.sides[named.service_value] = 1 then 1 end) as double) as praise,
    cast(count(case when commented.sides[named.service_value] = -1 then 1 end) as double)
        as complaints
from commented
cross join (
    values
    ('loyalty'), ('accountability'), ('honesty'), ('originality'), ('positivity'), ('respect')
) as named (service_value)
group by
    commented.scope_kind,
    commented.scope,
    commented.period_start,
    commented.period_end,
    commented.previous_period_start,
    named.service_value
