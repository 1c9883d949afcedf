with judged as (
    select
        scorecard.metric,
        scorecard.scope_kind,
        scorecard.scope,
        scorecard.period_kind,
        scorecard.period_start,
        scorecard.period_end,
        scorecard.value,
        scorecard.unit,
        scorecard.n,
        scorecard.numerator,
        scorecard.denominator,
        scorecard.ci_low,
        scorecard.ci_high,
        scorecard.target,
        scorecard.status,
        scorecard.previous_value,
        scorecard.change,
        scorecard.last_year_value,
        scorecard.signal,
        scorecard.approximate,
        scorecard.as_of,
        metrics.hides_few and scorecard.n < run.min_responses as is_hidden,
        metrics.hides_few and coalesce(previous.n, 0) < run.min_responses
            as is_previous_hidden,
        metrics.hides_few and coalesce(last_year.n, 0) < run.min_responses
            as is_last_year_hidden,
        run.min_responses
    from marts.scorecard
    inner join reference.metrics
        on scorecard.metric = metrics.metric
    inner join reference.periods
        on
            scorecard.period_kind = periods.period_kind
            and scorecard.period_start = periods.day
    left join marts.scorecard as previous
        on
            scorecard.metric = previous.metric
            and scorecard.scope_kind = previous.scope_kind
            and scorecard.scope = previous.scope
            and scorecard.period_kind = previous.period_kind
            and periods.previous_period_start = previous.period_start
    left join marts.scorecard as last_year
        on
            scorecard.metric = last_year.metric
            and scorecard.scope_kind = last_year.scope_kind
            and scorecard.scope = last_year.scope
            and scorecard.period_kind = last_year.period_kind
            and periods.last_year_period_start = last_year.period_start
    cross join reference.run
)

select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    period_end,
    case when not is_hidden then value end as value,
    unit,
    case when not is_hidden then n end as n,
    case when not is_hidden then numerator end as numerator,
    case when not is_hidden then denominator end as denominator,
    case when not is_hidden then ci_low end as ci_low,
    case when not is_hidden then ci_high end as ci_high,
    target,
    case when is_hidden then 'hidden' else status end as status,
    case when not is_hidden and not is_previous_hidden then previous_value end as previous_value,
    case when not is_hidden and not is_previous_hidden then change end as change,
    case when not is_hidden and not is_last_year_hidden then last_year_value end as last_year_value,
    case when not is_hidden then signal end as signal,
    case when is_hidden then 'fewer than ' || min_responses || ' answers' end as hidden_reason,
    approximate,
    as_of
from judged
