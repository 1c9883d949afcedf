-- The company's figures of the last complete month, in the published company file.
select
    metrics.name_en,
    strftime(scorecard.period_start, '%B %Y') as month,
    scorecard.value,
    scorecard.unit,
    scorecard.n,
    scorecard.status
from scorecard
inner join metrics
    on scorecard.metric = metrics.metric
where
    scorecard.scope_kind = 'company'
    and scorecard.period_kind = 'month'
    and scorecard.period_end < cast(scorecard.as_of as date)
qualify scorecard.period_start = max(scorecard.period_start) over ()
order by
    metrics.kind,
    metrics.name_en
