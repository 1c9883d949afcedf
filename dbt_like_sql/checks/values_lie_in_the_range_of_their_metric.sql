-- A value beyond what its metric can be was computed wrongly; a share lies between 0 and 100.
select
    scorecard.metric,
    scorecard.scope_kind,
    scorecard.scope,
    scorecard.period_kind,
    scorecard.period_start
from marts.scorecard
inner join reference.metrics
    on scorecard.metric = metrics.metric
where
    scorecard.value < metrics.lowest - 1e-9
    or scorecard.value > metrics.highest + 1e-9
    or (metrics.statistic = 'share' and scorecard.value not between -1e-9 and 100 + 1e-9)
