-- The six values in the company's last whole quarter, and every team that is surely behind in one.
with whole as (
    select service_values.*
    from marts.company_service_values as service_values
    cross join reference.run
    where
        service_values.period_end < cast(run.as_of as date)
        or service_values.availability is not null
),

latest as (
    select max(period_start) as period_start
    from whole
)

select
    whole.service_value,
    case when whole.scope_kind = 'company' then 'whole company' else 'team ' || whole.scope end
        as place,
    whole.n,
    whole.value_index,
    whole.ci_low,
    whole.ci_high,
    whole.change,
    whole.change_ci_low,
    whole.change_ci_high,
    whole.fact,
    whole.fact_value,
    coalesce(whole.fact_unit, 'number') as fact_unit,
    nullif(
        concat_ws('; ', 'hidden: ' || whole.hidden_reason, whole.fact || ' ' || whole.fact_missing),
        ''
    ) as not_shown,
    whole.availability,
    count(*) over () as rows_in_all
from whole
cross join latest
where
    whole.availability is not null
    or (
        whole.period_start = latest.period_start
        and (whole.scope_kind = 'company' or whole.is_problem)
    )
order by whole.scope_kind, whole.service_value, whole.scope
limit 14
