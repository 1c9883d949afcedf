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
        counts.n < run.min_comments or counts.customers < run.min_responses as is_small,
        run.min_comments,
        run.min_responses
    from intermediate.idea_counts as counts
    cross join reference.run
),

in_order as (
    -- The months of an idea add up to its total: those with few first, then from the smallest.
    select
        idea,
        period_kind,
        period_start,
        n,
        customers,
        first_seen,
        last_seen,
        languages,
        trend,
        status,
        note,
        is_small,
        min_comments,
        min_responses,
        bool_or(is_small and period_kind = 'all') over (partition by idea) as is_rare,
        bool_or(is_small) over (partition by idea, period_kind) as has_small,
        row_number() over (
            partition by idea, period_kind
            order by is_small desc, n, period_start
        ) as place,
        coalesce(
            sum(n) over (
                partition by idea, period_kind
                order by is_small desc, n, period_start
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as hidden_before
    from judged
),

hidden as (
    select
        idea,
        period_kind,
        period_start,
        n,
        customers,
        first_seen,
        last_seen,
        languages,
        trend,
        status,
        note,
        case
            when is_small and n < min_comments then 'fewer than ' || min_comments || ' comments'
            when is_small then 'fewer than ' || min_responses || ' customers'
            -- Two months at least are hidden, and many comments in them.
            when has_small and (place <= 2 or hidden_before < min_comments)
                then 'would tell a hidden figure'
        end as hidden_reason
    from in_order
    where period_kind = 'all' or not is_rare
)

select
    idea,
    period_kind,
    period_start,
    case when hidden_reason is null then n end as n,
    case when hidden_reason is null then customers end as customers,
    case when hidden_reason is null then first_seen end as first_seen,
    case when hidden_reason is null then last_seen end as last_seen,
    case when hidden_reason is null then languages end as languages,
    case when hidden_reason is null then trend end as trend,
    status,
    note,
    hidden_reason
from hidden
