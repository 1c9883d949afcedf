-- The last 26 complete weeks of each metric and scope, for the small line beside its figures.
-- Hidden weeks and weeks without a figure have no row.
with complete as (
    select
        company.metric,
        company.scope_kind,
        company.scope,
        company.period_start,
        company.value
    from marts.company_scorecard as company
    cross join reference.run
    where company.period_end < cast(run.as_of as date) and company.period_kind = 'week'
),

latest as (
    select max(period_start) as period_start
    from complete
),

placed as (
    select
        complete.metric,
        complete.scope_kind,
        complete.scope,
        complete.value,
        cast(date_diff('day', complete.period_start, latest.period_start) / 7e0 as bigint)
            as weeks_ago
    from complete
    cross join latest
    where complete.value is not null
)

select
    metric,
    scope_kind,
    scope,
    weeks_ago,
    value
from placed
where weeks_ago < 26
order by metric, scope_kind, scope, weeks_ago desc
