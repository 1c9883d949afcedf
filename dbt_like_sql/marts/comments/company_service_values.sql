with hidden as (
    -- What the company's scorecard hides, this doesn't tell either.
    select
        exact.service_value,
        exact.scope_kind,
        exact.scope,
        exact.period_start,
        exact.period_end,
        exact.n,
        exact.praise,
        exact.complaints,
        exact.value_index,
        exact.ci_low,
        exact.ci_high,
        case when company.hidden_reason is null then exact.company_index end as company_index,
        case when own.previous_value is not null then exact.previous_index end as previous_index,
        case when own.previous_value is not null then exact.change end as change,
        case when own.previous_value is not null then exact.change_ci_low end as change_ci_low,
        case when own.previous_value is not null then exact.change_ci_high end as change_ci_high,
        exact.is_problem,
        coalesce(own.hidden_reason, exact.hidden_reason) as hidden_reason,
        exact.fact,
        case when facts.hidden_reason is null then exact.fact_value end as fact_value,
        exact.fact_unit,
        coalesce(facts.hidden_reason, exact.fact_missing) as fact_missing
    from marts.service_values as exact
    left join marts.company_scorecard as own
        on
            exact.service_value || '_index' = own.metric
            and exact.scope_kind = own.scope_kind
            and exact.scope = own.scope
            and exact.period_start = own.period_start
            and own.period_kind = 'quarter'
    left join marts.company_scorecard as company
        on
            exact.service_value || '_index' = company.metric
            and exact.period_start = company.period_start
            and company.period_kind = 'quarter'
            and company.scope_kind = 'company'
    left join marts.company_scorecard as facts
        on
            exact.fact_metric = facts.metric
            and exact.scope_kind = facts.scope_kind
            and exact.scope = facts.scope
            and exact.period_start = facts.period_start
            and facts.period_kind = 'quarter'
    where exact.availability is null
)

select
    service_value,
    scope_kind,
    scope,
    period_start,
    period_end,
    case when hidden_reason is null then n end as n,
    case when hidden_reason is null then praise end as praise,
    case when hidden_reason is null then complaints end as complaints,
    case when hidden_reason is null then value_index end as value_index,
    case when hidden_reason is null then ci_low end as ci_low,
    case when hidden_reason is null then ci_high end as ci_high,
    company_index,
    case when hidden_reason is null then previous_index end as previous_index,
    case when hidden_reason is null then change end as change,
    case when hidden_reason is null then change_ci_low end as change_ci_low,
    case when hidden_reason is null then change_ci_high end as change_ci_high,
    case when hidden_reason is null then is_problem end as is_problem,
    hidden_reason,
    fact,
    fact_value,
    fact_unit,
    fact_missing
from hidden
