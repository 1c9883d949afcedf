select
    observations.metric,
    observations.statistic,
    observations.at_period_end,
    observations.observed_on,
    observations.scopes.business_unit,
    observations.scopes.team,
    observations.scopes.country,
    observations.scopes.channel,
    observations.scopes.product,
    observations.scopes.segment,
    observations.scopes.generation,
    observations.scopes.language,
    observations.value,
    observations.weight,
    observations.approximate
from metrics.observations
