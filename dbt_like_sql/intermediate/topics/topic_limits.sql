with angles as (
    -- The angle of a share varies by 1 / (4 n), whatever the share is (Anscombe 1948).
    select
        scope_kind,
        scope,
        topic,
        week,
        cast(n as double) as n,
        cast(negatives as double) as negatives,
        asin(sqrt(cast(negatives as double) / n)) as angle
    from intermediate.topic_weeks
),

moves as (
    select
        scope_kind,
        scope,
        topic,
        week,
        n,
        negatives,
        abs(angle - lag(angle) over series)
        / sqrt(1e0 / (4e0 * n) + 1e0 / (4e0 * lag(n) over series)) as move
    from angles
    window
        series as (
            partition by scope_kind, scope, topic
            order by week
        )
),

histories as (
    select
        scope_kind,
        scope,
        topic,
        week,
        n,
        negatives,
        count(*) over history as earlier_weeks,
        sum(n) over history as earlier_n,
        sum(negatives) over history as earlier_negatives,
        -- The mean of a move is √(2 / π) where nothing but chance is at work. Where more is, the
        -- limit is wider by that much (Laney 2002); it is never narrower.
        greatest(1e0, avg(move) over history / sqrt(2e0 / pi())) as spread
    from moves
    -- A story that has lasted for some weeks shall be no part of what it is judged by.
    window
        history as (
            partition by scope_kind, scope, topic
            order by week
            rows between 55 preceding and 4 preceding
        )
),

judged as (
    select
        scope_kind,
        scope,
        topic,
        week,
        n,
        negatives,
        spread * sqrt(1e0 / n + 1e0 / earlier_n) / 2e0 as step,
        -- Half a complaint more: what nobody has complained about yet isn't impossible.
        (earlier_negatives + 0.5e0) / (earlier_n + 1e0) as usual_share,
        -- How far out in the tail: a tenth of a false alarm a year, over all that is judged; what
        -- is left of one a year is for what the limits don't know.
        sqrt(2e0 * ln(520e0 * count(*) over (partition by week))) as tail
    from histories
    where earlier_weeks >= 12 and earlier_n >= 5e0 * earlier_weeks
),

reaches as (
    -- The normal quantile of that tail (Abramowitz and Stegun 1964, 26.2.23).
    select
        scope_kind,
        scope,
        topic,
        week,
        n,
        negatives,
        usual_share,
        step * (
            tail
            - (2.515517e0 + 0.802853e0 * tail + 0.010328e0 * tail * tail)
            / (
                1e0 + 1.432788e0 * tail + 0.189269e0 * tail * tail
                + 0.001308e0 * tail * tail * tail
            )
        ) as reach
    from judged
),

limits as (
    select
        scope_kind,
        scope,
        topic,
        week,
        n,
        negatives,
        n * usual_share as expected,
        n * power(sin(least(pi() / 2e0, asin(sqrt(usual_share)) + reach)), 2e0) as upper_limit
    from reaches
)

select
    scope_kind,
    scope,
    topic,
    week,
    n,
    negatives,
    expected,
    upper_limit,
    negatives >= 3 and negatives > upper_limit and negatives >= 1.5e0 * expected as is_spike
from limits
