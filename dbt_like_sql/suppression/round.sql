with published as (
    select
        cells.metric,
        cells.period_kind,
        cells.period_start,
        cells.line_kind,
        cells.line,
        sum(cells.n) as named_n,
        sum(case when blocks.is_hidden then 0 else cells.n end) as published_n
    from intermediate.answer_cells as cells
    inner join suppression.before as blocks
        on
            cells.metric = blocks.metric
            and cells.period_kind = blocks.period_kind
            and cells.block_start = blocks.block_start
            and cells.scope_kind = blocks.scope_kind
            and cells.scope = blocks.scope
    group by
        cells.metric,
        cells.period_kind,
        cells.period_start,
        cells.line_kind,
        cells.line
),

remainders as (
    -- What anybody can subtract: the total of a line less what is published of it.
    select
        totals.metric,
        totals.period_kind,
        totals.block_start,
        totals.line_kind,
        totals.line,
        bool_or(
            totals.n > coalesce(published.published_n, 0)
            and totals.n - coalesce(published.published_n, 0) < run.min_responses
        ) as tells_few,
        -- Answers of no known scope are one more that nobody sees.
        min(totals.n - coalesce(published.named_n, 0)) > 0 as has_unnamed
    from intermediate.answer_totals as totals
    cross join reference.run
    left join published
        on
            totals.metric = published.metric
            and totals.period_kind = published.period_kind
            and totals.period_start = published.period_start
            and totals.line_kind = published.line_kind
            and totals.line = published.line
    group by
        totals.metric,
        totals.period_kind,
        totals.block_start,
        totals.line_kind,
        totals.line
),

hidden as (
    select
        metric,
        period_kind,
        block_start,
        line_kind,
        line,
        sum(case when is_hidden then 1 else 0 end) as scopes,
        sum(case when is_hidden and not is_tied then 1 else 0 end) as untied_scopes
    from suppression.before
    group by
        metric,
        period_kind,
        block_start,
        line_kind,
        line
),

needs as (
    select
        remainders.metric,
        remainders.period_kind,
        remainders.block_start,
        remainders.line_kind,
        remainders.line,
        coalesce(parents.is_hidden, false) as is_parent_hidden,
        case
            when parents.is_hidden then 0
            when coalesce(hidden.scopes, 0) = 0 and not remainders.tells_few then 0
            else
                greatest(
                    2
                    - coalesce(hidden.untied_scopes, 0)
                    - case when remainders.has_unnamed then 1 else 0 end,
                    case when remainders.tells_few then 1 else 0 end
                )
        end as needed
    from remainders
    left join hidden
        on
            remainders.metric = hidden.metric
            and remainders.period_kind = hidden.period_kind
            and remainders.block_start = hidden.block_start
            and remainders.line_kind = hidden.line_kind
            and remainders.line = hidden.line
    left join suppression.before as parents
        on
            remainders.metric = parents.metric
            and remainders.period_kind = parents.period_kind
            and remainders.block_start = parents.block_start
            and remainders.line = parents.scope
            and case when remainders.line_kind = 'team' then 'business_unit' else 'company' end
            = parents.scope_kind
),

hidden_longer as (
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        block_start
    from suppression.before
    where is_hidden and period_kind in ('quarter', 'year')
),

twins as (
    select
        metric,
        period_kind,
        block_start,
        figures,
        count(*) as scopes
    from suppression.before
    group by
        metric,
        period_kind,
        block_start,
        figures
),

ranked as (
    select
        blocks.metric,
        blocks.period_kind,
        blocks.block_start,
        blocks.scope_kind,
        blocks.scope,
        blocks.line_kind,
        blocks.line,
        blocks.n,
        blocks.figures,
        blocks.is_tied,
        blocks.is_hidden,
        coalesce(needs.is_parent_hidden, false) as is_parent_hidden,
        quarters.scope is not null or years.scope is not null as is_hidden_longer,
        coalesce(needs.needed, 0) as needed,
        -- The smallest that hides the others, rather one that no other kind of scope tells too.
        row_number() over (
            partition by
                blocks.metric,
                blocks.period_kind,
                blocks.block_start,
                blocks.line_kind,
                blocks.line,
                blocks.is_hidden or blocks.is_tied
            order by twins.scopes, blocks.n, blocks.scope
        ) as place
    from suppression.before as blocks
    inner join twins
        on
            blocks.metric = twins.metric
            and blocks.period_kind = twins.period_kind
            and blocks.block_start = twins.block_start
            and blocks.figures = twins.figures
    left join needs
        on
            blocks.metric = needs.metric
            and blocks.period_kind = needs.period_kind
            and blocks.block_start = needs.block_start
            and blocks.line_kind = needs.line_kind
            and blocks.line = needs.line
    left join hidden_longer as quarters
        on
            blocks.period_kind = 'month'
            and quarters.period_kind = 'quarter'
            and blocks.metric = quarters.metric
            and blocks.scope_kind = quarters.scope_kind
            and blocks.scope = quarters.scope
            and date_trunc('year', blocks.block_start) = quarters.block_start
    left join hidden_longer as years
        on
            blocks.period_kind in ('month', 'quarter')
            and years.period_kind = 'year'
            and blocks.metric = years.metric
            and blocks.scope_kind = years.scope_kind
            and blocks.scope = years.scope
            and date_trunc('year', blocks.block_start) = years.block_start
)

select
    metric,
    period_kind,
    block_start,
    scope_kind,
    scope,
    line_kind,
    line,
    n,
    figures,
    is_tied,
    -- Scopes of equal figures are the same people, so what hides one hides all.
    bool_or(
        is_hidden
        or is_parent_hidden
        or is_hidden_longer
        or (not is_tied and place <= needed)
    ) over (partition by metric, period_kind, block_start, figures) as is_hidden,
    needed
from ranked
