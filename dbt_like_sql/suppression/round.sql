with lines as (
    select
        metric,
        period_kind,
        period_start,
        line_kind,
        line,
        sum(case when is_hidden and not is_tied then hidden_n else 0 end) as hidden_n,
        sum(case when is_hidden and is_named then 1 else 0 end) as hidden_scopes,
        sum(case when is_hidden and not is_tied then 1 else 0 end) as unknown_scopes
    from suppression.before
    where scope_kind <> 'company'
    group by
        metric,
        period_kind,
        period_start,
        line_kind,
        line
),

needs as (
    select
        lines.metric,
        lines.period_kind,
        lines.period_start,
        lines.line_kind,
        lines.line,
        parents.is_hidden as is_parent_hidden,
        case
            when parents.is_hidden or lines.hidden_n = 0 then 0
            -- What anybody can subtract: the total of a line less what is known of it.
            when lines.hidden_n < run.min_responses then greatest(2 - lines.unknown_scopes, 1)
            when lines.hidden_scopes > 0 then greatest(2 - lines.unknown_scopes, 0)
            else 0
        end as needed
    from lines
    inner join suppression.before as parents
        on
            lines.metric = parents.metric
            and lines.period_kind = parents.period_kind
            and lines.period_start = parents.period_start
            and lines.line = parents.scope
            and case when lines.line_kind = 'team' then 'business_unit' else 'company' end
            = parents.scope_kind
    cross join reference.run
),

twins as (
    select
        metric,
        period_kind,
        period_start,
        figures,
        count(*) as scopes
    from suppression.before
    group by
        metric,
        period_kind,
        period_start,
        figures
),

ranked as (
    select
        before.metric,
        before.period_kind,
        before.period_start,
        before.scope_kind,
        before.scope,
        before.line_kind,
        before.line,
        before.is_named,
        before.n,
        before.figures,
        before.hidden_n,
        before.hidden_parts,
        before.is_tied,
        before.is_hidden,
        coalesce(needs.is_parent_hidden, false) as is_parent_hidden,
        coalesce(needs.needed, 0) as needed,
        -- The smallest that hides the others, rather one that no other kind of scope tells too.
        row_number() over (
            partition by
                before.metric,
                before.period_kind,
                before.period_start,
                before.line_kind,
                before.line,
                before.is_hidden or before.is_tied
            order by twins.scopes, before.n, before.scope
        ) as place
    from suppression.before as before
    inner join twins
        on
            before.metric = twins.metric
            and before.period_kind = twins.period_kind
            and before.period_start = twins.period_start
            and before.figures = twins.figures
    left join needs
        on
            before.metric = needs.metric
            and before.period_kind = needs.period_kind
            and before.period_start = needs.period_start
            and before.line_kind = needs.line_kind
            and before.line = needs.line
)

select
    metric,
    period_kind,
    period_start,
    scope_kind,
    scope,
    line_kind,
    line,
    is_named,
    n,
    figures,
    hidden_n,
    hidden_parts,
    is_tied,
    -- Scopes of equal figures are the same people, so what hides one hides all.
    bool_or(
        is_hidden
        or is_parent_hidden
        or (not is_tied and place <= needed)
    ) over (partition by metric, period_kind, period_start, figures) as is_hidden,
    needed
from ranked
