with days as (
    select
        days.team,
        days.kind,
        days.obstacle,
        days.date_day,
        days.n,
        days.of_n,
        cast(run.as_of as date) as today,
        actions.acted_on
    from intermediate.obstacle_days as days
    cross join reference.run
    left join reference.obstacle_actions as actions
        on days.team = actions.team and days.obstacle = actions.obstacle
),

-- A quarter of a quarter against the rest of it; and up to 12 weeks on both sides of an action.
parts as (
    select
        team,
        kind,
        obstacle,
        'recent' as span,
        n,
        of_n
    from days
    where date_day > today - 28
    union all
    select
        team,
        kind,
        obstacle,
        'earlier' as span,
        n,
        of_n
    from days
    where date_day > today - 112 and date_day <= today - 28
    union all
    select
        team,
        kind,
        obstacle,
        'after' as span,
        n,
        of_n
    from days
    where date_day > acted_on and date_day > today - 84
    union all
    select
        team,
        kind,
        obstacle,
        'before' as span,
        n,
        of_n
    from days
    where date_day <= acted_on and date_day > acted_on - 84
),

shares as (
    select
        team,
        kind,
        obstacle,
        span,
        cast(sum(n) as bigint) as n,
        cast(sum(of_n) as bigint) as of_n,
        1e0 * sum(n) / nullif(sum(of_n), 0) as share
    from parts
    group by team, kind, obstacle, span
    having sum(of_n) > 0
)

-- Wilson's interval at 95 %: z = 1.959963984540054.
select
    team,
    kind,
    obstacle,
    span,
    n,
    of_n,
    share,
    greatest(
        0e0,
        (
            of_n * share + 1.920729410347062e0
            - 1.959963984540054e0 * sqrt(of_n * share * (1e0 - share) + 0.960364705173531e0)
        ) / (of_n + 3.841458820694124e0)
    ) as share_low,
    least(
        1e0,
        (
            of_n * share + 1.920729410347062e0
            + 1.959963984540054e0 * sqrt(of_n * share * (1e0 - share) + 0.960364705173531e0)
        ) / (of_n + 3.841458820694124e0)
    ) as share_high
from shares
