with hidden as (
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start
    from intermediate.settled_months
    where is_hidden and is_named
    union all
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start
    from intermediate.settled_quarters
    where is_hidden and is_named
    union all
    select
        metric,
        scope_kind,
        scope,
        period_kind,
        period_start
    from intermediate.settled_years
    where is_hidden and is_named
)

select
    answers.metric,
    answers.scope_kind,
    answers.scope,
    answers.period_kind,
    answers.period_start,
    case
        when answers.n < run.min_responses then 'fewer than ' || run.min_responses || ' answers'
        when periods.period_end >= cast(run.as_of as date) then 'its period is not over'
        else 'would tell a hidden figure'
    end as hidden_reason
from intermediate.counted_answers as answers
inner join reference.periods
    on
        answers.period_kind = periods.period_kind
        and answers.period_start = periods.day
cross join reference.run
left join hidden
    on
        answers.metric = hidden.metric
        and answers.scope_kind = hidden.scope_kind
        and answers.scope = hidden.scope
        and answers.period_kind = hidden.period_kind
        and answers.period_start = hidden.period_start
where
    answers.n < run.min_responses
    or periods.period_end >= cast(run.as_of as date)
    or hidden.metric is not null
