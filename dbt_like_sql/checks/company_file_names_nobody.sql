-- No answer of fewer people than the threshold stands in the company's file.
select
    company.metric,
    company.scope_kind,
    company.scope,
    company.period_start
from marts.company_scorecard as company
inner join reference.metrics
    on company.metric = metrics.metric
inner join marts.scorecard
    on
        company.metric = scorecard.metric
        and company.scope_kind = scorecard.scope_kind
        and company.scope = scorecard.scope
        and company.period_kind = scorecard.period_kind
        and company.period_start = scorecard.period_start
cross join reference.run
where
    metrics.kind = 'external'
    and scorecard.n < run.min_responses
    and (company.value is not null or company.n is not null or company.change is not null)
