with spikes as (
    select
        scope_kind,
        scope,
        topic,
        week,
        n,
        negatives,
        expected,
        upper_limit,
        -- Weeks up to four apart are of one story.
        case
            when date_diff('day', lag(week) over series, week) <= 28 then 0
            else 1
        end as begins
    from intermediate.topic_limits
    where is_spike
    window
        series as (
            partition by scope_kind, scope, topic
            order by week
        )
),

numbered as (
    select
        scope_kind,
        scope,
        topic,
        week,
        n,
        negatives,
        expected,
        upper_limit,
        sum(begins) over (
            partition by scope_kind, scope, topic
            order by week
            rows between unbounded preceding and current row
        ) as story
    from spikes
),

stories as (
    select
        scope_kind,
        scope,
        topic,
        week,
        n,
        negatives,
        expected,
        upper_limit,
        min(week) over story_weeks as first_week,
        count(*) over story_weeks as weeks,
        row_number() over (
            partition by scope_kind, scope, topic, story
            order by week desc
        ) as weeks_back
    from numbered
    window story_weeks as (partition by scope_kind, scope, topic, story)
),

whole_weeks as (
    select
        week,
        cast(max(n) as double) as n
    from intermediate.topic_weeks
    where scope_kind = 'company'
    group by week
),

last_fortnight as (
    select
        cast(date_trunc('week', run.as_of) as date) as week,
        sum(case when epoch(run.as_of) - epoch(scored."at") < 14 * 86400 then 1 else 0 end) as n
    from reference.run
    left join intermediate.scored_comments as scored
        on scored.is_from_customer and scored.label <> 'none'
    group by run.as_of
),

grave as (
    select
        grave_comments.topic,
        count(*) as negatives,
        min(cast(date_trunc('week', scored."at") as date)) as first_week
    from intermediate.grave_comments
    inner join intermediate.scored_comments as scored
        on grave_comments.comment_id = scored.comment_id
    group by grave_comments.topic
)

select
    concat_ws(
        ':',
        'spike',
        stories.topic,
        stories.scope_kind,
        stories.scope,
        cast(stories.first_week as varchar)
    ) as warning_id,
    'spike' as kind,
    stories.topic,
    stories.scope_kind,
    stories.scope,
    stories.week,
    stories.n,
    whole_weeks.n - stories.n as other_n,
    stories.negatives,
    stories.expected,
    stories.upper_limit,
    stories.first_week,
    stories.weeks,
    case
        when stories.week < cast(date_trunc('week', run.as_of) as date) - 7 then 'over'
        when stories.weeks = 1 then 'new'
        else 'going on'
    end as status
from stories
cross join reference.run
left join whole_weeks
    on stories.week = whole_weeks.week
where stories.weeks_back = 1
union all
select
    concat_ws(':', 'grave', grave.topic, 'company', 'all') as warning_id,
    'grave' as kind,
    grave.topic,
    'company' as scope_kind,
    'all' as scope,
    last_fortnight.week,
    cast(last_fortnight.n as double) as n,
    0e0 as other_n,
    cast(grave.negatives as double) as negatives,
    cast(null as double) as expected,
    cast(null as double) as upper_limit,
    grave.first_week,
    cast(null as bigint) as weeks,
    'new' as status
from grave
cross join last_fortnight
