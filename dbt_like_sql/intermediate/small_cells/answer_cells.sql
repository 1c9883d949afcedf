with figures as (
    select
        metric_values.metric,
        metric_values.scope_kind,
        metric_values.scope,
        metric_values.period_kind,
        metric_values.period_start,
        periods.period_end,
        metric_values.n,
        metric_values.value,
        cast(run.as_of as date) as today,
        lag(metric_values.period_start) over series as previous_start,
        lead(metric_values.period_start) over series as next_start
    from intermediate.metric_values
    inner join reference.metrics
        on metric_values.metric = metrics.metric
    inner join reference.periods
        on
            metric_values.period_kind = periods.period_kind
            and metric_values.period_start = periods.day
    cross join reference.run
    where metrics.hides_few
    window
        series as (
            partition by
                metric_values.metric,
                metric_values.scope_kind,
                metric_values.scope,
                metric_values.period_kind
            order by metric_values.period_start
        )
)

select
    figures.metric,
    figures.scope_kind,
    figures.scope,
    figures.period_kind,
    figures.period_start,
    cast(
        case figures.period_kind
            when 'month' then date_trunc('quarter', figures.period_start)
            when 'quarter' then date_trunc('year', figures.period_start)
            else figures.period_start
        end as date
    ) as block_start,
    -- A team of no business unit stands beside those.
    case
        when figures.scope_kind = 'team' and teams.business_unit is null then 'business_unit'
        else figures.scope_kind
    end as line_kind,
    coalesce(teams.business_unit, 'all') as line,
    figures.n,
    figures.value,
    -- Where a week and a month begin together, or with nothing but days without answers in between,
    -- sums of weeks and of months could be subtracted from each other down to single days.
    figures.period_kind = 'week'
    and (
        figures.previous_start is null
        or date_trunc('month', figures.period_start)
        >= figures.previous_start + interval 7 day
        or date_trunc('month', coalesce(figures.next_start, figures.today))
        >= figures.period_start + interval 7 day
    ) as links_weeks_and_months
from figures
left join reference.teams
    on figures.scope_kind = 'team' and figures.scope = teams.team
where figures.period_end < figures.today
