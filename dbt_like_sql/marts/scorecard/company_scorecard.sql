select
    scorecard.metric,
    scorecard.scope_kind,
    scorecard.scope,
    scorecard.period_kind,
    scorecard.period_start,
    scorecard.period_end,
    case when hidden.metric is null then scorecard.value end as value,
    scorecard.unit,
    case when hidden.metric is null then scorecard.n end as n,
    case when hidden.metric is null then scorecard.numerator end as numerator,
    case when hidden.metric is null then scorecard.denominator end as denominator,
    case when hidden.metric is null then scorecard.ci_low end as ci_low,
    case when hidden.metric is null then scorecard.ci_high end as ci_high,
    scorecard.target,
    case when hidden.metric is null then scorecard.status else 'hidden' end as status,
    case when hidden.metric is null and previous.metric is null then scorecard.previous_value end
        as previous_value,
    case when hidden.metric is null and previous.metric is null then scorecard.change end as change,
    case when hidden.metric is null and last_year.metric is null then scorecard.last_year_value end
        as last_year_value,
    -- What is hidden has no part in the signals of what is shown.
    case when metrics.hides_few then signals.signal else scorecard.signal end as signal,
    hidden.hidden_reason,
    scorecard.approximate,
    case when hidden.metric is null then scorecard.restated end as restated,
    scorecard.as_of
from marts.scorecard
inner join reference.metrics
    on scorecard.metric = metrics.metric
inner join reference.periods
    on
        scorecard.period_kind = periods.period_kind
        and scorecard.period_start = periods.day
left join intermediate.hidden_figures as hidden
    on
        scorecard.metric = hidden.metric
        and scorecard.scope_kind = hidden.scope_kind
        and scorecard.scope = hidden.scope
        and scorecard.period_kind = hidden.period_kind
        and scorecard.period_start = hidden.period_start
left join intermediate.hidden_figures as previous
    on
        scorecard.metric = previous.metric
        and scorecard.scope_kind = previous.scope_kind
        and scorecard.scope = previous.scope
        and scorecard.period_kind = previous.period_kind
        and periods.previous_period_start = previous.period_start
left join intermediate.hidden_figures as last_year
    on
        scorecard.metric = last_year.metric
        and scorecard.scope_kind = last_year.scope_kind
        and scorecard.scope = last_year.scope
        and scorecard.period_kind = last_year.period_kind
        and periods.last_year_period_start = last_year.period_start
left join intermediate.company_signals as signals
    on
        scorecard.metric = signals.metric
        and scorecard.scope_kind = signals.scope_kind
        and scorecard.scope = signals.scope
        and scorecard.period_kind = signals.period_kind
        and scorecard.period_start = signals.period_start
