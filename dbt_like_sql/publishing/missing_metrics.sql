-- The metrics that the page can't show for want of a feed, by what they need.
select
    string_agg(metrics.name_en, ', ' order by registry.position) as names,
    replace(metrics.availability, 'not available: ', '') as needs
from marts.metrics
inner join reference.metrics as registry
    on metrics.metric = registry.metric
where metrics.availability is not null
group by metrics.availability
order by min(registry.position)
