with judged as (
    select
        topic,
        max(case when share = 'frequent' then fraction end) as share,
        max(case when share = 'frequent' then low end) as share_low,
        max(case when share = 'one_touch' then fraction end) as one_touch,
        max(case when share = 'one_touch' then low end) as one_touch_low,
        max(case when share = 'quick' then fraction end) as quick,
        max(case when share = 'quick' then low end) as quick_low,
        max(case when share = 'upset' then fraction end) as upset,
        max(case when share = 'upset' then high end) as upset_high,
        bool_or(share = 'frequent' and low > usual) as is_frequent,
        bool_or(share = 'one_touch' and low > usual) as is_one_touch,
        bool_or(share = 'quick' and low > usual) as is_quick,
        bool_or(share = 'upset' and high < usual) as is_calm
    from intermediate.topic_shares
    group by topic
),

scored as (
    select
        sums.topic,
        sums.tickets,
        sums.tickets / sums.weeks as tickets_a_week,
        100e0 * judged.share as share_pct,
        100e0 * judged.one_touch as one_touch_pct,
        sums.handling_minutes,
        100e0 * judged.quick as quick_pct,
        100e0 * sums.reopened / nullif(sums.reopen_known, 0) as reopen_pct,
        100e0 * sums.self_service / nullif(sums.self_service_known, 0) as self_service_pct,
        sums.heard < run.min_responses as is_hidden,
        run.min_responses,
        -- Exact shares of today and of yesterday would tell who was heard in between.
        5e0 * round(20e0 * judged.upset, 0) as upset_pct,
        judged.is_frequent,
        judged.is_one_touch,
        judged.is_quick,
        judged.is_calm,
        sums.tickets / sums.weeks
        * judged.one_touch_low * judged.quick_low * floor(20e0 * (1e0 - judged.upset_high)) / 20e0
            as score,
        sums.one_touch / sums.weeks * sums.handling_minutes as minutes_saved_a_week
    from intermediate.topic_sums as sums
    cross join reference.run
    inner join judged
        on sums.topic = judged.topic
    -- Subject lines are what customers wrote: a rare one could tell who it was.
    where
        sums.tickets >= run.min_comments
        and (sums.is_category or sums.customers >= run.min_responses)
),

shown as (
    select
        topic,
        tickets,
        tickets_a_week,
        share_pct,
        one_touch_pct,
        handling_minutes,
        quick_pct,
        reopen_pct,
        self_service_pct,
        case when not is_hidden then upset_pct end as upset_pct,
        case when is_hidden then 'fewer than ' || min_responses || ' answers' end as hidden_reason,
        is_frequent,
        is_one_touch,
        is_quick,
        case when not is_hidden then coalesce(is_calm, false) end as is_calm,
        case when not is_hidden then coalesce(score, 0e0) end as score,
        minutes_saved_a_week
    from scored
)

select
    topic,
    cast(row_number() over (order by coalesce(score, -1e0) desc, topic asc) as bigint)
        as candidate_rank,
    is_frequent and is_one_touch and is_quick and coalesce(is_calm, false) as is_candidate,
    is_frequent,
    is_one_touch,
    is_quick,
    is_calm,
    score,
    minutes_saved_a_week,
    tickets,
    tickets_a_week,
    share_pct,
    one_touch_pct,
    handling_minutes,
    quick_pct,
    reopen_pct,
    upset_pct,
    self_service_pct,
    hidden_reason
from shown
