with counted as (
    select
        idea,
        'all' as period_kind,
        cast(null as date) as period_start,
        count(*) as n,
        -- A customer who is not known is one of their own.
        count(distinct customer_id) + count(*) - count(customer_id) as customers,
        cast(date_trunc('month', min("at")) as date) as first_seen,
        cast(date_trunc('month', max("at")) as date) as last_seen,
        array_to_string(list_sort(list(distinct language)), ', ') as languages
    from intermediate.idea_comments
    group by idea
    union all
    select
        idea,
        'month' as period_kind,
        cast(date_trunc('month', "at") as date) as period_start,
        count(*) as n,
        count(distinct customer_id) + count(*) - count(customer_id) as customers,
        null as first_seen,
        null as last_seen,
        array_to_string(list_sort(list(distinct language)), ', ') as languages
    from intermediate.idea_comments
    group by
        idea,
        cast(date_trunc('month', "at") as date)
)

select
    counted.idea,
    counted.period_kind,
    counted.period_start,
    counted.n,
    counted.customers,
    counted.first_seen,
    counted.last_seen,
    counted.languages,
    case when counted.period_kind = 'all' then trends.trend end as trend,
    coalesce(statuses.status, 'new') as status,
    statuses.note
from counted
left join intermediate.idea_trends as trends
    on counted.idea = trends.idea
left join reference.idea_statuses as statuses
    on counted.idea = statuses.idea
