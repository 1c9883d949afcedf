-- Scopes of a name, or of a kind and a name, that have a figure of the metric.
select distinct
    scope_kind,
    scope
from scorecard
where
    metric = $metric
    and scope = $scope
    and scope_kind = coalesce($scope_kind, scope_kind)
order by scope_kind
