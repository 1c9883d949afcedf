-- The figure of a period with those of the six before it and the six after it.
with series as (
    select
        period_start,
        period_end,
        value,
        unit,
        n,
        numerator,
        denominator,
        ci_low,
        ci_high,
        target,
        status,
        signal,
        restated,
        approximate,
        previous_value,
        last_year_value,
        as_of,
        row_number() over (order by period_start) as place
    from scorecard
    where
        metric = $metric
        and scope_kind = $scope_kind
        and scope = $scope
        and period_kind = $period_kind
),

asked as (
    select place
    from series
    where period_start = $period_start
)

select
    series.period_start,
    series.period_end,
    series.value,
    series.unit,
    series.n,
    series.numerator,
    series.denominator,
    series.ci_low,
    series.ci_high,
    series.target,
    series.status,
    series.signal,
    series.restated,
    series.approximate,
    series.previous_value,
    series.last_year_value,
    series.as_of,
    series.place = asked.place as is_asked
from series
cross join asked
where abs(series.place - asked.place) <= 6
order by series.period_start
