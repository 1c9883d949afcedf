with blocks as (
    -- A block in which not enough could be hidden beside what must be is hidden altogether.
    select
        metric,
        period_kind,
        block_start,
        scope_kind,
        scope,
        is_hidden
        or max(needed) over (partition by metric, period_kind, block_start) > 0 as is_hidden
    from intermediate.suppression_4
),

hidden_blocks as (
    -- What hides a year hides its quarters and months, which add up to it.
    select
        blocks.metric,
        blocks.block_start,
        blocks.scope_kind,
        blocks.scope,
        parts.period_kind,
        parts.block_kind
    from blocks
    inner join (
        values
        ('week', 'week', 'week'),
        ('month', 'month', 'quarter'),
        ('month', 'quarter', 'year'),
        ('month', 'year', 'year'),
        ('quarter', 'quarter', 'year'),
        ('quarter', 'year', 'year'),
        ('year', 'year', 'year')
    ) as parts (period_kind, hidden_kind, block_kind)
        on blocks.period_kind = parts.hidden_kind
    where blocks.is_hidden
),

hidden_periods as (
    select distinct
        hidden_blocks.metric,
        hidden_blocks.scope_kind,
        hidden_blocks.scope,
        hidden_blocks.period_kind,
        periods.period_start
    from hidden_blocks
    inner join reference.periods
        on
            hidden_blocks.period_kind = periods.period_kind
            and hidden_blocks.block_start
            = cast(
                case hidden_blocks.block_kind
                    when 'week' then periods.period_start
                    when 'quarter' then date_trunc('quarter', periods.period_start)
                    else date_trunc('year', periods.period_start)
                end as date
            )
    where periods.day = periods.period_start
)

select
    figures.metric,
    figures.scope_kind,
    figures.scope,
    figures.period_kind,
    figures.period_start,
    case
        when figures.n < run.min_responses then 'fewer than ' || run.min_responses || ' answers'
        when periods.period_end >= cast(run.as_of as date) then 'its period is not over'
        else 'would tell a hidden figure'
    end as hidden_reason
from intermediate.metric_values as figures
inner join reference.metrics
    on figures.metric = metrics.metric
inner join reference.periods
    on
        figures.period_kind = periods.period_kind
        and figures.period_start = periods.day
cross join reference.run
left join hidden_periods
    on
        figures.metric = hidden_periods.metric
        and figures.scope_kind = hidden_periods.scope_kind
        and figures.scope = hidden_periods.scope
        and figures.period_kind = hidden_periods.period_kind
        and figures.period_start = hidden_periods.period_start
where
    metrics.hides_few
    and (
        figures.n < run.min_responses
        or periods.period_end >= cast(run.as_of as date)
        or hidden_periods.scope is not null
    )
