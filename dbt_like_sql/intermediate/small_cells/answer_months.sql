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
    -- Answers of no known scope are like no others.
    case when is_named then n || ' ' || value else line_kind || ' ' || line end as figures,
    n as hidden_n,
    1 as hidden_parts,
    false as is_tied,
    is_small or links_weeks_and_months or not is_named as is_hidden,
    0 as needed
from intermediate.answer_cells
where period_kind in ('week', 'month')
