with companies as (
    select
        metric,
        period_kind,
        block_start,
        period_start,
        n
    from intermediate.answer_cells
    where scope_kind = 'company'
),

kinds as (
    select distinct
        metric,
        line_kind
    from intermediate.answer_cells
    where scope_kind <> 'company' and line_kind <> 'team'
)

select
    companies.metric,
    companies.period_kind,
    companies.block_start,
    companies.period_start,
    kinds.line_kind,
    'all' as line,
    companies.n
from companies
inner join kinds
    on companies.metric = kinds.metric
union all
select
    metric,
    period_kind,
    block_start,
    period_start,
    'team' as line_kind,
    scope as line,
    n
from intermediate.answer_cells
where scope_kind = 'business_unit'
