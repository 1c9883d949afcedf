with shares as (
    select
        scope_kind,
        scope,
        period_kind,
        period_start,
        'won_back' as share,
        after_bad as n,
        won_back / after_bad as fraction
    from intermediate.recovery_sums
    where after_bad > 0e0
    union all
    select
        scope_kind,
        scope,
        period_kind,
        period_start,
        'let_down' as share,
        let_down as n,
        let_down_promoters / let_down as fraction
    from intermediate.recovery_sums
    where let_down > 0e0
    union all
    select
        scope_kind,
        scope,
        period_kind,
        period_start,
        'never_let_down' as share,
        never_let_down as n,
        never_let_down_promoters / never_let_down as fraction
    from intermediate.recovery_sums
    where never_let_down > 0e0
)

-- Wilson's interval at 95 %: z = 1.959963984540054.
select
    scope_kind,
    scope,
    period_kind,
    period_start,
    share,
    n,
    fraction,
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
from shares
