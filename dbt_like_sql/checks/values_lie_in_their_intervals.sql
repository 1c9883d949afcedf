-- A value that lies outside its own interval was computed wrongly.
select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start
from marts.scorecard
where value < ci_low - 1e-9 or value > ci_high + 1e-9
