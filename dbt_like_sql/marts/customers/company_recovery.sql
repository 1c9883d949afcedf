with hidden as (
    -- The groups of the paradox are parts of the answers of NPS: what hides one hides all.
    select
        scope_kind,
        scope,
        period_kind,
        period_start,
        max(case when metric = 'recovery_pct' then hidden_reason end) as recovery_reason,
        max(case when metric <> 'recovery_pct' then hidden_reason end) as promoters_reason
    from intermediate.hidden_figures
    where
        metric in (
            'recovery_pct', 'nps', 'nps_of_let_down', 'nps_of_never_let_down', 'nps_of_others'
        )
    group by scope_kind, scope, period_kind, period_start
)

select
    exact.scope_kind,
    exact.scope,
    exact.period_kind,
    exact.period_start,
    exact.period_end,
    case when hidden.recovery_reason is null then exact.answers_after_bad end as answers_after_bad,
    case when hidden.recovery_reason is null then exact.recovery_pct end as recovery_pct,
    case when hidden.recovery_reason is null then exact.ci_low end as ci_low,
    case when hidden.recovery_reason is null then exact.ci_high end as ci_high,
    case when hidden.recovery_reason is null then exact.days_to_answer_median end
        as days_to_answer_median,
    coalesce(exact.hidden_reason, hidden.recovery_reason) as hidden_reason,
    case when hidden.promoters_reason is null then exact.let_down_answers end as let_down_answers,
    case when hidden.promoters_reason is null then exact.let_down_promoters_pct end
        as let_down_promoters_pct,
    case when hidden.promoters_reason is null then exact.never_let_down_answers end
        as never_let_down_answers,
    case when hidden.promoters_reason is null then exact.never_let_down_promoters_pct end
        as never_let_down_promoters_pct,
    case when hidden.promoters_reason is null then exact.difference_pct end as difference_pct,
    case when hidden.promoters_reason is null then exact.difference_ci_low end
        as difference_ci_low,
    case when hidden.promoters_reason is null then exact.difference_ci_high end
        as difference_ci_high,
    case when hidden.promoters_reason is null then exact.paradox end as paradox,
    coalesce(exact.promoters_hidden_reason, hidden.promoters_reason) as promoters_hidden_reason
from marts.recovery as exact
left join hidden
    on
        exact.scope_kind = hidden.scope_kind
        and exact.scope = hidden.scope
        and exact.period_kind = hidden.period_kind
        and exact.period_start = hidden.period_start
where exact.availability is null
