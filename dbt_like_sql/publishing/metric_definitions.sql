-- What the metrics mean, in the registry's order, for the end of the company's page.
select
    registry.theme,
    metrics.metric,
    metrics.name_en,
    metrics.kind,
    metrics.definition,
    metrics.formula,
    metrics.better,
    metrics.source,
    replace(metrics.availability, 'not available: needs ', '') as needs
from marts.metrics
inner join reference.metrics as registry
    on metrics.metric = registry.metric
order by registry.position
