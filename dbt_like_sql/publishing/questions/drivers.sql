-- For each score the facts that weigh most, and what an improvement is worth.
with ranked as (
    select
        metric,
        driver,
        weight_pct,
        weight_low,
        weight_high,
        case when unit = 'share' then 'percent' else unit end as unit,
        case when unit = 'share' then 100 * typical else typical end as typical,
        case when unit = 'share' then 100 * improved else improved end as improved,
        effect,
        effect_low,
        effect_high,
        reason,
        availability,
        row_number() over (partition by metric order by weight_pct desc, driver) as place
    from marts.drivers
    where status in ('significant', 'insufficient') or availability is not null
)

select
    upper(metric) as metric,
    replace(driver, '_', ' ') as driver,
    weight_pct,
    coalesce(unit, 'number') as unit,
    typical,
    improved,
    effect,
    effect_low,
    effect_high,
    case
        when effect_low <= 0 and effect_high >= 0 then 'no'
        when effect is not null then 'yes'
    end as is_clear,
    reason as not_shown,
    availability,
    count(*) over () as rows_in_all
from ranked
where place <= 6
order by metric, place
