-- Each share with what it is of, and what it would be if the topic were like the others.
with shares as (
    select
        sums.topic,
        'frequent' as share,
        sums.tickets as part,
        sums.all_tickets as n,
        cast(sum(sums.tickets) over () as double) / sums.all_tickets
        / nullif(sum(case when sums.tickets >= run.min_comments then 1 else 0 end) over (), 0)
            as usual
    from intermediate.topic_sums as sums
    cross join reference.run
    union all
    select
        topic,
        'one_touch' as share,
        one_touch as part,
        touch_known as n,
        cast(sum(one_touch) over () - one_touch as double)
        / nullif(sum(touch_known) over () - touch_known, 0) as usual
    from intermediate.topic_sums
    union all
    select
        topic,
        'quick' as share,
        quick as part,
        time_known as n,
        0.5e0 as usual
    from intermediate.topic_sums
    union all
    select
        topic,
        'upset' as share,
        upset as part,
        heard as n,
        cast(sum(upset) over () - upset as double) / nullif(sum(heard) over () - heard, 0) as usual
    from intermediate.topic_sums
),

fractions as (
    select
        topic,
        share,
        cast(n as double) as n,
        cast(part as double) / n as fraction,
        usual
    from shares
    where n > 0
)

-- Wilson's interval at 95 %: z = 1.959963984540054.
select
    topic,
    share,
    fraction,
    usual,
    greatest(
        0e0,
        (
            fraction + 3.841458820694124e0 / (2e0 * n)
            - 1.959963984540054e0
            * sqrt(fraction * (1e0 - fraction) / n + 3.841458820694124e0 / (4e0 * n * n))
        ) / (1e0 + 3.841458820694124e0 / n)
    ) as low,
    least(
        1e0,
        (
            fraction + 3.841458820694124e0 / (2e0 * n)
            + 1.959963984540054e0
            * sqrt(fraction * (1e0 - fraction) / n + 3.841458820694124e0 / (4e0 * n * n))
        ) / (1e0 + 3.841458820694124e0 / n)
    ) as high
from fractions
