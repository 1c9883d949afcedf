select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    value,
    n,
    numerator,
    denominator,
    ci_low,
    ci_high,
    approximate
from intermediate.metric_shares
union all
select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    value,
    n,
    numerator,
    denominator,
    ci_low,
    ci_high,
    approximate
from intermediate.metric_means
union all
select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    value,
    n,
    numerator,
    denominator,
    ci_low,
    ci_high,
    approximate
from intermediate.metric_ratios
union all
select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    value,
    n,
    numerator,
    denominator,
    ci_low,
    ci_high,
    approximate
from intermediate.metric_quantiles
union all
select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    value,
    n,
    numerator,
    denominator,
    ci_low,
    ci_high,
    approximate
from intermediate.metric_stocks
