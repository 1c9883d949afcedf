with first_day as (
    -- Lists of agents tend to forget those who left before anything else was recorded.
    select
        coalesce(
            cast(min(tickets.created_at) as date),
            cast(max(run.as_of) - interval 3 year as date)
        ) as day
    from reference.run
    left join intermediate.tickets
        on run.as_of >= tickets.created_at
),

periods as (
    select
        periods.period_kind,
        periods.period_start,
        periods.period_end,
        greatest(periods.period_start, max(first_day.day)) as begins,
        max(periods.day) as last_day
    from reference.periods
    cross join first_day
    where periods.period_kind in ('quarter', 'year') and periods.day >= first_day.day
    group by
        periods.period_kind,
        periods.period_start,
        periods.period_end
),

places as (
    select
        agent_id,
        'team' as scope_kind,
        team as scope,
        pay_band,
        hired_on,
        begins,
        ends
    from intermediate.posts
    where is_in_service and team is not null
    union all
    select
        agent_id,
        'company' as scope_kind,
        'all' as scope,
        pay_band,
        hired_on,
        begins,
        ends
    from intermediate.posts
    where is_in_service
),

turnover as (
    select
        changes.scope_kind,
        changes.scope,
        periods.period_kind,
        periods.period_start,
        count(case when changes.change = 'joined' then 1 end) as joiners,
        count(case when changes.change = 'left' then 1 end) as leavers,
        count(case when changes.change = 'moved in' then 1 end) as moved_in,
        count(case when changes.change = 'moved out' then 1 end) as moved_out,
        count(case when changes.change = 'promoted within' then 1 end) as promoted_within_service,
        count(case when changes.change = 'promoted out' then 1 end) as promoted_out_of_service
    from intermediate.career_changes as changes
    inner join periods
        on changes.day >= periods.begins and changes.day <= periods.last_day
    group by
        changes.scope_kind,
        changes.scope,
        periods.period_kind,
        periods.period_start
),

present as (
    select
        places.scope_kind,
        places.scope,
        periods.period_kind,
        periods.period_start,
        greatest(
            0,
            date_diff(
                'day',
                greatest(places.begins, periods.begins),
                least(places.ends, cast(periods.last_day + interval 1 day as date))
            )
        ) as days,
        places.ends > periods.last_day as is_there_at_end,
        case
            when places.ends > periods.last_day
                then date_diff('day', places.hired_on, periods.last_day) / 365.25e0
        end as tenure_years,
        case when places.ends > periods.last_day then places.pay_band end as pay_band,
        try_cast(regexp_extract(places.pay_band, '([0-9]+)', 1) as integer) as pay_number
    from places
    inner join periods
        on places.begins <= periods.last_day and places.ends >= periods.begins
),

ranked as (
    select
        scope_kind,
        scope,
        period_kind,
        period_start,
        days,
        is_there_at_end,
        tenure_years,
        pay_band,
        -- "B10" is higher than "B9".
        row_number() over (
            partition by scope_kind, scope, period_kind, period_start
            order by pay_band is null, coalesce(pay_number, 0), pay_band
        ) as from_lowest,
        row_number() over (
            partition by scope_kind, scope, period_kind, period_start
            order by pay_band is null, coalesce(pay_number, 0) desc, pay_band desc
        ) as from_highest
    from present
),

headcounts as (
    select
        scope_kind,
        scope,
        period_kind,
        period_start,
        cast(sum(days) as bigint) as agent_days,
        count(case when is_there_at_end then 1 end) as headcount,
        count(tenure_years) as tenures,
        -- Unknown ones stand behind those that are counted.
        list_sort(list(coalesce(tenure_years, 1e9))) as ordered,
        max(case when from_lowest = 1 then pay_band end) as lowest_pay_band,
        max(case when from_highest = 1 then pay_band end) as highest_pay_band
    from ranked
    group by
        scope_kind,
        scope,
        period_kind,
        period_start
)

select
    headcounts.scope_kind,
    headcounts.scope,
    headcounts.period_kind,
    headcounts.period_start,
    periods.period_end,
    periods.period_end < cast(run.as_of as date) as is_complete,
    headcounts.headcount,
    headcounts.agent_days * 1e0
    / (date_diff('day', periods.begins, periods.last_day) + 1) as average_headcount,
    case
        when headcounts.tenures > 0
            then
                (
                    headcounts.ordered[cast(floor((headcounts.tenures + 1e0) / 2e0) as bigint)]
                    + headcounts.ordered[cast(floor(headcounts.tenures / 2e0) as bigint) + 1]
                ) / 2e0
    end as tenure_years_median,
    coalesce(turnover.joiners, 0) as joiners,
    coalesce(turnover.leavers, 0) as leavers,
    coalesce(turnover.moved_in, 0) as moved_in,
    coalesce(turnover.moved_out, 0) as moved_out,
    coalesce(turnover.promoted_within_service, 0) as promoted_within_service,
    coalesce(turnover.promoted_out_of_service, 0) as promoted_out_of_service,
    36525e0 * coalesce(turnover.leavers, 0) / nullif(headcounts.agent_days, 0) as attrition_pct,
    36525e0 * (
        coalesce(turnover.promoted_within_service, 0)
        + coalesce(turnover.promoted_out_of_service, 0)
    ) / nullif(headcounts.agent_days, 0) as promotion_pct,
    headcounts.lowest_pay_band,
    headcounts.highest_pay_band,
    enps.value as enps,
    enps.ci_low as enps_low,
    enps.ci_high as enps_high,
    enps.n as enps_answers,
    enps.hidden_reason
from headcounts
cross join reference.run
inner join periods
    on
        headcounts.period_kind = periods.period_kind
        and headcounts.period_start = periods.period_start
left join turnover
    on
        headcounts.scope_kind = turnover.scope_kind
        and headcounts.scope = turnover.scope
        and headcounts.period_kind = turnover.period_kind
        and headcounts.period_start = turnover.period_start
left join marts.company_scorecard as enps
    on
        headcounts.scope_kind = enps.scope_kind
        and headcounts.scope = enps.scope
        and headcounts.period_kind = enps.period_kind
        and headcounts.period_start = enps.period_start
        and enps.metric = 'enps'
where headcounts.agent_days > 0 or turnover.moved_out > 0
