with missing as (
    select
        metrics.metric,
        array_to_string(list_sort(list(feeds.feed)), ', ') as feeds
    from reference.metrics
    inner join intermediate.feeds
        on list_contains(metrics.needs, feeds.feed) and not feeds.is_present
    group by metrics.metric
),

observed as (
    select distinct metric
    from intermediate.metric_values
)

select
    metrics.metric,
    metrics.name_en,
    metrics.name_ko,
    metrics.name_fi,
    metrics.kind,
    metrics.definition,
    metrics.formula,
    metrics.unit,
    metrics.better,
    metrics.target,
    metrics.source,
    case
        when observed.metric is null then 'not available: needs ' || missing.feeds
    end as availability
from reference.metrics
left join missing
    on metrics.metric = missing.metric
left join observed
    on metrics.metric = observed.metric
