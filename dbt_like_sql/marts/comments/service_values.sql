with shown as (
    select
        comments.scope_kind,
        comments.scope,
        comments.period_start,
        comments.period_end,
        comments.previous_period_start,
        comments.service_value,
        comments.n,
        comments.praise,
        comments.complaints,
        indices.value_index,
        indices.ci_low,
        indices.ci_high,
        coalesce(others.ci_low, 0e0) as to_be_reached,
        run.min_comments
    from intermediate.value_comments as comments
    cross join reference.run
    -- What fewer comments than the threshold say is not joined.
    left join intermediate.value_indices as indices
        on
            comments.scope_kind = indices.scope_kind
            and comments.scope = indices.scope
            and comments.period_start = indices.period_start
            and comments.service_value = indices.service_value
            and indices.whose = 'own'
            and run.min_comments <= indices.n
    left join intermediate.value_indices as others
        on
            comments.scope_kind = others.scope_kind
            and comments.scope = others.scope
            and comments.period_start = others.period_start
            and comments.service_value = others.service_value
            and others.whose = 'others'
),

compared as (
    select
        shown.scope_kind,
        shown.scope,
        shown.period_start,
        shown.period_end,
        shown.service_value,
        case when shown.value_index is not null then cast(shown.n as bigint) end as n,
        case when shown.value_index is not null then cast(shown.praise as bigint) end as praise,
        case when shown.value_index is not null then cast(shown.complaints as bigint) end
            as complaints,
        shown.value_index,
        shown.ci_low,
        shown.ci_high,
        previous.value_index as previous_index,
        shown.value_index - previous.value_index as change,
        -- Each interval's own reach (Zou and Donner 2008).
        sqrt(
            power(shown.value_index - shown.ci_low, 2e0)
            + power(previous.ci_high - previous.value_index, 2e0)
        ) as below,
        sqrt(
            power(shown.ci_high - shown.value_index, 2e0)
            + power(previous.value_index - previous.ci_low, 2e0)
        ) as above,
        company.value_index as company_index,
        shown.ci_high < shown.to_be_reached as is_problem,
        case
            when shown.value_index is null then 'fewer than ' || shown.min_comments || ' comments'
        end as hidden_reason
    from shown
    left join shown as previous
        on
            shown.scope_kind = previous.scope_kind
            and shown.scope = previous.scope
            and shown.previous_period_start = previous.period_start
            and shown.service_value = previous.service_value
    left join shown as company
        on
            company.scope_kind = 'company'
            and shown.period_start = company.period_start
            and shown.service_value = company.service_value
)

select
    compared.service_value,
    compared.scope_kind,
    compared.scope,
    compared.period_start,
    compared.period_end,
    compared.n,
    compared.praise,
    compared.complaints,
    compared.value_index,
    compared.ci_low,
    compared.ci_high,
    compared.company_index,
    compared.previous_index,
    compared.change,
    compared.change - compared.below as change_ci_low,
    compared.change + compared.above as change_ci_high,
    compared.is_problem,
    compared.hidden_reason,
    facts.fact,
    facts.fact_metric,
    facts.fact_value,
    facts.fact_unit,
    facts.fact_missing
from compared
inner join marts.service_value_facts as facts
    on
        compared.scope_kind = facts.scope_kind
        and compared.scope = facts.scope
        and compared.period_start = facts.period_start
        and compared.service_value = facts.service_value
