select
    weights.metric,
    weights.driver,
    facts.kind,
    weights.status,
    weights.reason,
    weights.weight_pct,
    weights.weight,
    weights.weight_low,
    weights.weight_high,
    weights.coefficient,
    case
        when weights.coefficient > 0 then 'the more, the better'
        when weights.coefficient < 0 then 'the less, the better'
    end as direction,
    facts.unit,
    weights.typical,
    weights.improved,
    weights.effect,
    weights.effect_low,
    weights.effect_high,
    weights.known_share,
    case when weights.n >= run.min_responses then weights.n end as n,
    weights.r_squared,
    weights.adjusted_r_squared,
    run.as_of
from statistics.driver_weights as weights
cross join reference.run
left join intermediate.driver_facts as facts
    on weights.driver = facts.driver
