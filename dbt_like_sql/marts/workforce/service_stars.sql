with quarters as (
    select
        period_start as quarter_start,
        max(period_end) as quarter_end
    from reference.periods
    where period_kind = 'quarter'
    group by period_start
),

names as (
    select
        agent_id,
        name
    from staging.agents
    qualify row_number() over (
        partition by agent_id order by valid_from desc nulls last, name
    ) = 1
),

judged as (
    select
        volumes.agent_id,
        volumes.quarter_start,
        volumes.team,
        volumes.solved_tickets,
        coalesce(scores.answers, 0) as answers,
        scores.score,
        scores.score_deviation,
        case
            when volumes.solved_tickets < 30 then 'fewer than 30 solved tickets'
            when coalesce(scores.answers, 0) < 5 then 'fewer than 5 answers'
            when scores.score is null then 'nobody to compare with'
        end as not_ranked_because
    from intermediate.agent_quarters as volumes
    left join intermediate.agent_scores as scores
        on
            volumes.agent_id = scores.agent_id
            and volumes.quarter_start = scores.quarter_start
),

-- Two agents differ at 95 % where intervals of 1.39 standard deviations don't overlap (Goldstein
-- and Healy 1995).
ends as (
    select
        agent_id,
        quarter_start,
        score - 1.39e0 * score_deviation as place,
        1 as lower_ends,
        0 as upper_ends
    from judged
    where not_ranked_because is null
    union all
    select
        agent_id,
        quarter_start,
        score + 1.39e0 * score_deviation as place,
        0 as lower_ends,
        1 as upper_ends
    from judged
    where not_ranked_because is null
),

counted as (
    select
        agent_id,
        quarter_start,
        lower_ends,
        upper_ends,
        sum(lower_ends) over up_to_here as lower_ends_until,
        sum(upper_ends) over up_to_here as upper_ends_until,
        sum(lower_ends) over (partition by quarter_start) as ranked_agents
    from ends
    window
        up_to_here as (partition by quarter_start order by place)
),

-- Whoever begins above one's upper end is better, whoever ends below one's lower end is worse.
intervals as (
    select
        agent_id,
        quarter_start,
        cast(max(ranked_agents) as bigint) as ranked_agents,
        cast(
            max(case when upper_ends = 1 then ranked_agents - lower_ends_until + 1 end) as bigint
        ) as best_rank,
        cast(
            max(case when lower_ends = 1 then ranked_agents - upper_ends_until end) as bigint
        ) as worst_rank
    from counted
    group by
        agent_id,
        quarter_start
),

ranked as (
    select
        agent_id,
        quarter_start,
        row_number() over (
            partition by quarter_start order by score desc, score_deviation, agent_id
        ) as rank
    from judged
    where not_ranked_because is null
)

select
    judged.agent_id,
    names.name,
    judged.team,
    judged.quarter_start,
    quarters.quarter_end,
    quarters.quarter_end < cast(run.as_of as date) as is_complete,
    judged.solved_tickets,
    judged.answers,
    100e0 * scores.satisfaction as satisfaction_pct,
    100e0 * scores.satisfaction_difference as satisfaction_difference,
    scores.satisfaction_standing,
    100e0 * scores.courtesy as courtesy_pct,
    100e0 * scores.courtesy_difference as courtesy_difference,
    scores.courtesy_standing,
    100e0 * scores.not_reopened as not_reopened_pct,
    100e0 * scores.not_reopened_difference as not_reopened_difference,
    scores.not_reopened_standing,
    100e0 * scores.kept_promises as kept_promises_pct,
    100e0 * scores.kept_promises_difference as kept_promises_difference,
    scores.kept_promises_standing,
    power(2e0, -scores.speed) - 1e0 as first_reply_minutes,
    100e0 * (power(2e0, -scores.speed_difference) - 1e0) as first_reply_difference_pct,
    scores.speed_standing,
    judged.score,
    judged.score - 1.959963984540054e0 * judged.score_deviation as score_low,
    judged.score + 1.959963984540054e0 * judged.score_deviation as score_high,
    ranked.rank,
    intervals.best_rank,
    intervals.worst_rank,
    intervals.ranked_agents,
    judged.not_ranked_because,
    ranked.rank is not null
    and judged.score > 1.959963984540054e0 * judged.score_deviation
    and ranked.rank <= ceil(intervals.ranked_agents / 10e0)
    and scores.measures_above >= 2
    and scores.is_above_for_customers as is_star
from judged
cross join reference.run
inner join quarters
    on judged.quarter_start = quarters.quarter_start
left join intermediate.agent_scores as scores
    on
        judged.agent_id = scores.agent_id
        and judged.quarter_start = scores.quarter_start
left join names
    on judged.agent_id = names.agent_id
left join ranked
    on
        judged.agent_id = ranked.agent_id
        and judged.quarter_start = ranked.quarter_start
left join intervals
    on
        judged.agent_id = intervals.agent_id
        and judged.quarter_start = intervals.quarter_start
