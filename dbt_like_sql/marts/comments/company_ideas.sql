with judged as (
    select
        counts.idea,
        counts.period_kind,
        counts.period_start,
        counts.n,
        counts.customers,
        counts.first_seen,
        counts.last_seen,
        counts.languages,
        counts.trend,
        counts.status,
        counts.note,
        case
            when counts.n < run.min_comments
                then 'fewer than ' || run.min_comments || ' comments'
            when counts.customers < run.min_responses
                then 'fewer than ' || run.min_responses || ' customers'
        end as hidden_reason,
        max(
            case
                when
                    counts.period_kind = 'all'
                    and counts.n >= run.min_comments
                    and counts.customers >= run.min_responses
                    then 1
                else 0
            end
        ) over (partition by counts.idea) = 1 as is_told_by_month
    from intermediate.idea_counts as counts
    cross join reference.run
)

-- Months add up to the total, and today's total is yesterday's and what came between: exact numbers
-- would tell few.
select
    judged.idea,
    judged.period_kind,
    judged.period_start,
    of_comments.at_least as n,
    of_customers.at_least as customers,
    case when judged.hidden_reason is null then judged.first_seen end as first_seen,
    case when judged.hidden_reason is null then judged.last_seen end as last_seen,
    case when judged.hidden_reason is null then judged.languages end as languages,
    case when judged.hidden_reason is null then judged.trend end as trend,
    judged.status,
    judged.note,
    judged.hidden_reason
from judged
left join intermediate.bands as of_comments
    on
        judged.hidden_reason is null
        and judged.n >= of_comments.at_least
        and judged.n < of_comments.below
left join intermediate.bands as of_customers
    on
        judged.hidden_reason is null
        and judged.customers >= of_customers.at_least
        and judged.customers < of_customers.below
where judged.period_kind = 'all' or judged.is_told_by_month
