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
    -- Exact means and numbers of today and of yesterday would tell the answers in between.
    round(weights.typical, 2) as typical,
    round(weights.improved, 2) as improved,
    weights.effect,
    weights.effect_low,
    weights.effect_high,
    round(weights.known_share, 2) as known_share,
    bands.at_least as n,
    round(weights.r_squared, 2) as r_squared,
    round(weights.adjusted_r_squared, 2) as adjusted_r_squared,
    run.as_of
from statistics.driver_weights as weights
cross join reference.run
left join intermediate.driver_facts as facts
    on weights.driver = facts.driver
left join intermediate.bands
    on
        weights.n >= run.min_responses
        and weights.n >= bands.at_least
        and weights.n < bands.below
