-- A period in which not enough could be hidden beside what must be is hidden altogether.
select
    metric,
    period_kind,
    period_start,
    scope_kind,
    scope,
    line_kind,
    line,
    is_named,
    hidden_n,
    hidden_parts,
    is_hidden
    or max(needed) over (partition by metric, period_kind, period_start) > 0 as is_hidden
from suppression.before
