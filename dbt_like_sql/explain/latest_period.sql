-- The latest month of a scope that is over.
select max(period_start) as period_start
from scorecard
where
    metric = $metric
    and scope_kind = $scope_kind
    and scope = $scope
    and period_kind = 'month'
    and period_end < cast(as_of as date)
