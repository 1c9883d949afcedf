select
    figures.metric,
    figures.scope_kind,
    figures.scope,
    figures.period_kind,
    figures.period_start,
    figures.value
from intermediate.metric_values as figures
inner join reference.metrics
    on figures.metric = metrics.metric
left join intermediate.hidden_figures as hidden
    on
        figures.metric = hidden.metric
        and figures.scope_kind = hidden.scope_kind
        and figures.scope = hidden.scope
        and figures.period_kind = hidden.period_kind
        and figures.period_start = hidden.period_start
where metrics.hides_few and hidden.metric is null
