-- The company's 52 weeks against each target; metrics with figures before those that are hidden.
select
    registry.name_en as metric,
    consistency.unit,
    consistency.target,
    consistency.weeks,
    consistency.weeks_met,
    consistency.met_pct,
    consistency.longest_run,
    consistency.lower_quartile,
    consistency.upper_quartile,
    consistency.customer_service_week_value,
    consistency.other_weeks_mean,
    consistency.customer_service_week_stands_out,
    consistency.weeks_hidden || ' weeks hidden: ' || consistency.hidden_reason as not_shown,
    consistency.availability,
    count(*) over () as rows_in_all
from marts.weekly_consistency as consistency
left join reference.metrics as registry
    on consistency.metric = registry.metric
where consistency.scope_kind = 'company' or consistency.availability is not null
order by consistency.weeks = 0, registry.position
limit 14
