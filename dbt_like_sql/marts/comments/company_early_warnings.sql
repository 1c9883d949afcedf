with judged as (
    -- The comments of a week are those of the scorecard's net sentiment.
    select
        exact.warning_id,
        exact.kind,
        exact.topic,
        exact.scope_kind,
        exact.scope,
        exact.week,
        exact.n,
        exact.negatives,
        -- History's sums would tell the comments of a hidden week.
        round(exact.expected, 1) as expected,
        round(exact.upper_limit, 1) as upper_limit,
        exact.first_week,
        exact.weeks,
        exact.status,
        coalesce(
            exact.hidden_reason,
            hidden.hidden_reason,
            case when exact.kind = 'grave' then 'its period is not over' end
        ) as hidden_reason
    from marts.early_warnings as exact
    left join intermediate.hidden_figures as hidden
        on
            hidden.metric = 'net_sentiment'
            and exact.scope_kind = hidden.scope_kind
            and exact.scope = hidden.scope
            and hidden.period_kind = 'week'
            and exact.week = hidden.period_start
    where exact.availability is null
)

select
    warning_id,
    kind,
    topic,
    scope_kind,
    scope,
    week,
    case when hidden_reason is null then n end as n,
    case when hidden_reason is null then negatives end as negatives,
    case when hidden_reason is null then expected end as expected,
    case when hidden_reason is null then upper_limit end as upper_limit,
    case when hidden_reason is null then negatives / nullif(expected, 0e0) end as ratio,
    first_week,
    weeks,
    status,
    hidden_reason
from judged
