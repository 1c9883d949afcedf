with judged as (
    select
        warnings.warning_id,
        warnings.kind,
        warnings.topic,
        warnings.scope_kind,
        warnings.scope,
        warnings.week,
        warnings.n,
        warnings.negatives,
        warnings.expected,
        warnings.upper_limit,
        warnings.first_week,
        warnings.weeks,
        warnings.status,
        run.min_comments,
        warnings.n >= run.min_comments
        -- Few comments elsewhere would follow from the company's figures less these.
        and (warnings.scope_kind = 'company' or warnings.other_n >= run.min_comments) as is_shown
    from intermediate.early_warnings as warnings
    cross join reference.run
)

select
    warning_id,
    kind,
    topic,
    scope_kind,
    scope,
    week,
    case when is_shown then cast(n as bigint) end as n,
    case when is_shown then cast(negatives as bigint) end as negatives,
    case when is_shown then expected end as expected,
    case when is_shown then upper_limit end as upper_limit,
    case when is_shown then negatives / expected end as ratio,
    first_week,
    weeks,
    status,
    case
        when n < min_comments then 'fewer than ' || min_comments || ' comments'
        when not is_shown then 'fewer than ' || min_comments || ' comments elsewhere'
    end as hidden_reason
from judged
