select
    warnings.warning_id,
    warnings.kind,
    warnings.topic,
    warnings.scope_kind,
    warnings.scope,
    warnings.week,
    case when warnings.n >= run.min_comments then cast(warnings.n as bigint) end as n,
    case when warnings.n >= run.min_comments then cast(warnings.negatives as bigint) end
        as negatives,
    case when warnings.n >= run.min_comments then warnings.expected end as expected,
    case when warnings.n >= run.min_comments then warnings.upper_limit end as upper_limit,
    case when warnings.n >= run.min_comments then warnings.negatives / warnings.expected end
        as ratio,
    warnings.first_week,
    warnings.weeks,
    warnings.status,
    case
        when warnings.n < run.min_comments then 'fewer than ' || run.min_comments || ' comments'
    end as hidden_reason
from intermediate.early_warnings as warnings
cross join reference.run
