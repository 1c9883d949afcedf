with latest as (
    -- The last quarter and the last year that are over.
    select
        periods.period_kind,
        max(periods.period_start) as period_start
    from reference.periods
    cross join reference.run
    where
        periods.period_kind in ('quarter', 'year')
        and periods.period_end < cast(run.as_of as date)
    group by periods.period_kind
)

select
    of_generation.metric,
    of_generation.scope as generation,
    of_generation.period_kind,
    of_generation.period_start,
    of_generation.period_end,
    of_generation.value,
    of_generation.unit,
    of_generation.n,
    of_generation.ci_low,
    of_generation.ci_high,
    of_company.value as company_value,
    -- A stock grows with the number of customers.
    case when metrics.statistic <> 'stock' then of_generation.value - of_company.value end
        as difference,
    case
        when of_generation.value is null or of_company.value is null then null
        when metrics.statistic = 'stock' then null
        when
            of_generation.ci_low > of_company.ci_high
            then case when metrics.better = 'higher' then 'better' else 'worse' end
        when
            of_generation.ci_high < of_company.ci_low
            then case when metrics.better = 'lower' then 'better' else 'worse' end
        else 'uncertain'
    end as standing,
    of_generation.hidden_reason,
    of_generation.approximate
from marts.company_scorecard as of_generation
inner join latest
    on
        of_generation.period_kind = latest.period_kind
        and of_generation.period_start = latest.period_start
inner join reference.metrics
    on of_generation.metric = metrics.metric
left join marts.company_scorecard as of_company
    on
        of_generation.metric = of_company.metric
        and of_generation.period_kind = of_company.period_kind
        and of_generation.period_start = of_company.period_start
        and of_company.scope_kind = 'company'
where of_generation.scope_kind = 'generation'
