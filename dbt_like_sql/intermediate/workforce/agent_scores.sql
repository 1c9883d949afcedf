with compared as (
    select
        agent_id,
        quarter_start,
        measure,
        n,
        value,
        shrunk_difference,
        case
            when difference > 1.959963984540054e0 * standard_error then 'above'
            when difference < -1.959963984540054e0 * standard_error then 'below'
            when difference is not null then 'ordinary'
        end as standing,
        -- In standard deviations of single observations, so that measures can be averaged.
        shrunk_difference / single_deviation as score,
        power(shrunk_deviation / single_deviation, 2) as variance,
        power(between_deviation / single_deviation, 2) as variance_between
    from intermediate.agent_measures
),

-- What is known of an agent before anything was observed.
priors as (
    select
        quarter_start,
        measure,
        max(variance_between) as variance_between
    from compared
    where standing is not null
    group by
        quarter_start,
        measure
),

quarters as (
    select
        quarter_start,
        count(*) as measures,
        cast(sum(cast(variance_between as decimal(28, 12))) as double) as variance_between
    from priors
    group by quarter_start
),

pivoted as (
    select
        compared.agent_id,
        compared.quarter_start,
        max(case when compared.measure = 'satisfaction' then compared.n end) as answers,
        max(case when compared.measure = 'satisfaction' then compared.value end) as satisfaction,
        max(case when compared.measure = 'satisfaction' then compared.shrunk_difference end)
            as satisfaction_difference,
        max(case when compared.measure = 'satisfaction' then compared.standing end)
            as satisfaction_standing,
        max(case when compared.measure = 'courtesy' then compared.value end) as courtesy,
        max(case when compared.measure = 'courtesy' then compared.shrunk_difference end)
            as courtesy_difference,
        max(case when compared.measure = 'courtesy' then compared.standing end)
            as courtesy_standing,
        max(case when compared.measure = 'not_reopened' then compared.value end) as not_reopened,
        max(case when compared.measure = 'not_reopened' then compared.shrunk_difference end)
            as not_reopened_difference,
        max(case when compared.measure = 'not_reopened' then compared.standing end)
            as not_reopened_standing,
        max(case when compared.measure = 'kept_promises' then compared.value end) as kept_promises,
        max(case when compared.measure = 'kept_promises' then compared.shrunk_difference end)
            as kept_promises_difference,
        max(case when compared.measure = 'kept_promises' then compared.standing end)
            as kept_promises_standing,
        max(case when compared.measure = 'speed' then compared.value end) as speed,
        max(case when compared.measure = 'speed' then compared.shrunk_difference end)
            as speed_difference,
        max(case when compared.measure = 'speed' then compared.standing end) as speed_standing,
        count(compared.standing) as measures,
        sum(case when compared.standing = 'above' then 1 else 0 end) as measures_above,
        bool_or(
            compared.standing = 'above'
            and compared.measure in ('satisfaction', 'courtesy', 'not_reopened')
        ) as is_above_for_customers,
        cast(sum(cast(compared.score as decimal(28, 12))) as double) as score,
        cast(
            sum(cast(compared.variance - priors.variance_between as decimal(28, 12))) as double
        ) as variance_learnt
    from compared
    left join priors
        on
            compared.quarter_start = priors.quarter_start
            and compared.measure = priors.measure
    group by
        compared.agent_id,
        compared.quarter_start
)

select
    pivoted.agent_id,
    pivoted.quarter_start,
    pivoted.answers,
    pivoted.satisfaction,
    pivoted.satisfaction_difference,
    pivoted.satisfaction_standing,
    pivoted.courtesy,
    pivoted.courtesy_difference,
    pivoted.courtesy_standing,
    pivoted.not_reopened,
    pivoted.not_reopened_difference,
    pivoted.not_reopened_standing,
    pivoted.kept_promises,
    pivoted.kept_promises_difference,
    pivoted.kept_promises_standing,
    pivoted.speed,
    pivoted.speed_difference,
    pivoted.speed_standing,
    pivoted.measures_above,
    pivoted.is_above_for_customers,
    coalesce(pivoted.score, 0e0) / quarters.measures as score,
    -- A measure without observations counts with how much agents differ on it.
    sqrt(
        greatest(0e0, quarters.variance_between + coalesce(pivoted.variance_learnt, 0e0))
    ) / quarters.measures as score_deviation
from pivoted
left join quarters
    on pivoted.quarter_start = quarters.quarter_start and pivoted.measures > 0
