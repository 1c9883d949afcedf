-- A quarter is made of its months, a year of its quarters, published once they were over.
-- So the longer one is hidden where it would tell the only part that is hidden, or few answers in
-- several of them.
with parts as (
    select
        metric,
        cast(date_trunc('longer', period_start) as date) as period_start,
        scope_kind,
        scope,
        line_kind,
        line,
        hidden_n,
        hidden_parts,
        -- Answers of no known scope are known where all the others are.
        is_hidden
        and (
            is_named
            or bool_or(is_hidden and is_named and hidden_parts > 0) over (
                partition by metric, period_kind, period_start, line_kind, line
            )
        ) as is_unknown
    from suppression.parts
    where period_kind <> 'week'
),

sums as (
    select
        metric,
        period_start,
        scope_kind,
        scope,
        line_kind,
        line,
        cast(sum(case when is_unknown then hidden_n else 0 end) as bigint) as hidden_n,
        cast(sum(case when is_unknown then hidden_parts else 0 end) as bigint) as hidden_parts
    from parts
    group by
        metric,
        period_start,
        scope_kind,
        scope,
        line_kind,
        line
),

made as (
    select
        cells.metric,
        cells.period_kind,
        cells.period_start,
        cells.scope_kind,
        cells.scope,
        cells.line_kind,
        cells.line,
        cells.is_named,
        cells.n,
        cells.value,
        cells.is_small,
        -- What has no figures of shorter periods is made of one part.
        coalesce(sums.hidden_n, cells.n) as hidden_n,
        coalesce(sums.hidden_parts, 1) as hidden_parts,
        sums.metric is not null as has_parts
    from intermediate.answer_cells as cells
    left join sums
        on
            cells.metric = sums.metric
            and cells.period_start = sums.period_start
            and cells.scope_kind = sums.scope_kind
            and cells.scope = sums.scope
            and cells.line_kind = sums.line_kind
            and cells.line = sums.line
    where cells.period_kind = 'longer'
)

select
    made.metric,
    made.period_kind,
    made.period_start,
    made.scope_kind,
    made.scope,
    made.line_kind,
    made.line,
    made.is_named,
    made.n,
    case
        when made.is_named then made.n || ' ' || made.value
        else made.line_kind || ' ' || made.line
    end as figures,
    made.hidden_n,
    made.hidden_parts,
    made.hidden_parts = 0 as is_tied,
    not made.is_named
    or made.is_small
    or (
        made.has_parts
        and made.hidden_parts > 0
        and (made.hidden_parts = 1 or made.hidden_n < run.min_responses)
    ) as is_hidden,
    0 as needed
from made
cross join reference.run
