with figures as (
    select
        answers.metric,
        answers.scope_kind,
        answers.scope,
        answers.period_kind,
        answers.period_start,
        answers.n,
        answers.value,
        answers.n < run.min_responses or coalesce(answers.tells_each_answer, false) as is_small,
        cast(run.as_of as date) as today,
        lag(answers.period_start) over series as previous_start,
        lead(answers.period_start) over series as next_start
    from intermediate.counted_answers as answers
    inner join reference.periods
        on
            answers.period_kind = periods.period_kind
            and answers.period_start = periods.day
    cross join reference.run
    where periods.period_end < cast(run.as_of as date)
    window
        series as (
            partition by answers.metric, answers.scope_kind, answers.scope, answers.period_kind
            order by answers.period_start
        )
),

named as (
    select
        figures.metric,
        figures.scope_kind,
        figures.scope,
        figures.period_kind,
        figures.period_start,
        -- A team of no business unit stands beside those.
        case
            when figures.scope_kind = 'team' and teams.business_unit is null then 'business_unit'
            else figures.scope_kind
        end as line_kind,
        coalesce(teams.business_unit, 'all') as line,
        figures.n,
        figures.value,
        figures.is_small,
        -- Where a week and a month begin together, or with nothing but days without answers in
        -- between, sums of weeks and of months could be subtracted from each other down to days.
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
),

lines as (
    select
        metric,
        period_kind,
        period_start,
        line_kind,
        line,
        sum(n) as n
    from named
    where scope_kind <> 'company'
    group by
        metric,
        period_kind,
        period_start,
        line_kind,
        line
)

select
    metric,
    scope_kind,
    scope,
    period_kind,
    period_start,
    line_kind,
    line,
    n,
    value,
    true as is_named,
    is_small,
    links_weeks_and_months
from named
union all
-- What is left of a total is answers of no known scope, which nothing shows.
select
    totals.metric,
    lines.line_kind as scope_kind,
    '(none)' as scope,
    totals.period_kind,
    totals.period_start,
    lines.line_kind,
    lines.line,
    cast(totals.n - lines.n as bigint) as n,
    cast(null as double) as value,
    false as is_named,
    false as is_small,
    false as links_weeks_and_months
from lines
inner join named as totals
    on
        lines.metric = totals.metric
        and lines.period_kind = totals.period_kind
        and lines.period_start = totals.period_start
        and lines.line = totals.scope
        and case when lines.line_kind = 'team' then 'business_unit' else 'company' end
        = totals.scope_kind
where totals.n > lines.n
