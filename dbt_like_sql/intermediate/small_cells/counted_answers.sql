-- What customers said whom we let down before, what those said whom we never did, and what all
-- others said: together they are the answers of NPS, so each can be told by the rest.
with groups as (
    select
        scope_kind,
        scope,
        period_kind,
        period_start,
        'nps_of_let_down' as metric,
        cast(let_down as bigint) as n,
        let_down_promoters as value
    from intermediate.recovery_sums
    where let_down > 0e0
    union all
    select
        scope_kind,
        scope,
        period_kind,
        period_start,
        'nps_of_never_let_down' as metric,
        cast(never_let_down as bigint) as n,
        never_let_down_promoters as value
    from intermediate.recovery_sums
    where never_let_down > 0e0
    union all
    select
        nps.scope_kind,
        nps.scope,
        nps.period_kind,
        nps.period_start,
        'nps_of_others' as metric,
        nps.n - cast(coalesce(sums.let_down + sums.never_let_down, 0e0) as bigint) as n,
        cast(null as double) as value
    from intermediate.metric_values as nps
    left join intermediate.recovery_sums as sums
        on
            nps.scope_kind = sums.scope_kind
            and nps.scope = sums.scope
            and nps.period_kind = sums.period_kind
            and nps.period_start = sums.period_start
    where
        nps.metric = 'nps'
        and nps.scope_kind <> 'language'
        and nps.period_kind in ('quarter', 'year')
        and nps.n > coalesce(sums.let_down + sums.never_let_down, 0e0)
)

select
    figures.metric,
    figures.scope_kind,
    figures.scope,
    figures.period_kind,
    figures.period_start,
    figures.n,
    figures.value,
    -- An average at the end of its scale says what every single employee answered.
    metrics.kind = 'internal' and figures.value in (metrics.lowest, metrics.highest)
        as tells_each_answer
from intermediate.metric_values as figures
inner join reference.metrics
    on figures.metric = metrics.metric
where metrics.hides_few
union all
select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    n,
    value,
    false as tells_each_answer
from groups
