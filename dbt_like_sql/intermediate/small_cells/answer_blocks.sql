with blocks as (
    select
        cells.metric,
        cells.period_kind,
        cells.block_start,
        cells.scope_kind,
        cells.scope,
        cells.line_kind,
        cells.line,
        sum(cells.n) as n,
        count(*) as periods,
        bool_or(cells.n < run.min_responses) as is_small,
        bool_or(cells.links_weeks_and_months) as links_weeks_and_months,
        array_to_string(
            list_sort(list(cells.period_start || ' ' || cells.n || ' ' || cells.value)), ', '
        ) as figures,
        cast(run.as_of as date) as today
    from intermediate.answer_cells as cells
    cross join reference.run
    group by
        cells.metric,
        cells.period_kind,
        cells.block_start,
        cells.scope_kind,
        cells.scope,
        cells.line_kind,
        cells.line,
        run.as_of
),

in_company as (
    select
        *,
        max(case when scope_kind = 'company' then periods end) over (
            partition by metric, period_kind, block_start
        ) as company_periods
    from blocks
),

tied as (
    -- A month without answers is known to have none, and so is a quarter. When the rest of them is
    -- hidden, the sum of the block may tell the others one by one.
    select
        *,
        case period_kind
            when 'month' then block_start + interval 3 month <= today
            when 'quarter' then block_start + interval 12 month <= today
            else false
        end
        and (periods < 2 or periods < company_periods) as is_tied
    from in_company
),

small_quarters as (
    select distinct
        metric,
        scope_kind,
        scope,
        cast(date_trunc('year', block_start) as date) as year_start
    from tied
    where period_kind = 'month' and is_small and is_tied
),

small_years as (
    select distinct
        tied.metric,
        tied.scope_kind,
        tied.scope,
        tied.block_start as year_start
    from tied
    left join small_quarters
        on
            tied.metric = small_quarters.metric
            and tied.scope_kind = small_quarters.scope_kind
            and tied.scope = small_quarters.scope
            and tied.block_start = small_quarters.year_start
    where
        tied.period_kind = 'quarter'
        and tied.is_tied
        and (tied.is_small or small_quarters.scope is not null)
)

select
    tied.metric,
    tied.period_kind,
    tied.block_start,
    tied.scope_kind,
    tied.scope,
    tied.line_kind,
    tied.line,
    tied.n,
    tied.figures,
    tied.is_tied and not tied.is_small as is_tied,
    tied.is_small
    or tied.links_weeks_and_months
    or small_quarters.scope is not null
    or small_years.scope is not null as is_hidden,
    0 as needed
from tied
left join small_quarters
    on
        tied.period_kind = 'quarter'
        and tied.metric = small_quarters.metric
        and tied.scope_kind = small_quarters.scope_kind
        and tied.scope = small_quarters.scope
        and tied.block_start = small_quarters.year_start
left join small_years
    on
        tied.period_kind = 'year'
        and tied.metric = small_years.metric
        and tied.scope_kind = small_years.scope_kind
        and tied.scope = small_years.scope
        and tied.block_start = small_years.year_start
