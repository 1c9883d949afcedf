with commented as (
    select
        cast(date_trunc('week', scored."at") as date) as week,
        scored.team,
        scored.product,
        scored.topics
    from intermediate.scored_comments as scored
    cross join reference.run
    -- Whole weeks only, and no comment that says nothing.
    where
        scored.is_from_customer
        and scored.label <> 'none'
        and scored."at" < date_trunc('week', run.as_of)
),

placed as (
    select
        'company' as scope_kind,
        'all' as scope,
        week,
        topics
    from commented
    union all
    select
        'team' as scope_kind,
        team as scope,
        week,
        topics
    from commented
    where team is not null
    union all
    select
        'product' as scope_kind,
        product as scope,
        week,
        topics
    from commented
    where product is not null
),

weeks as (
    select
        scope_kind,
        scope,
        week,
        count(*) as n
    from placed
    group by scope_kind, scope, week
),

mentions as (
    select
        scope_kind,
        scope,
        week,
        topics,
        unnest(map_keys(topics)) as topic
    from placed
),

complaints as (
    select
        scope_kind,
        scope,
        week,
        topic,
        count(*) as negatives
    from mentions
    where topics[topic] = -1
    group by scope_kind, scope, week, topic
),

-- Of a topic that was ever complained about, the weeks without a complaint count too.
complained_about as (
    select distinct
        scope_kind,
        scope,
        topic
    from complaints
)

select
    weeks.scope_kind,
    weeks.scope,
    complained_about.topic,
    weeks.week,
    weeks.n,
    coalesce(complaints.negatives, 0) as negatives
from weeks
inner join complained_about
    on weeks.scope_kind = complained_about.scope_kind and weeks.scope = complained_about.scope
left join complaints
    on
        weeks.scope_kind = complaints.scope_kind
        and weeks.scope = complaints.scope
        and weeks.week = complaints.week
        and complained_about.topic = complaints.topic
