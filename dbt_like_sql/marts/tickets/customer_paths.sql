with sums as (
    select
        path,
        channel,
        max(handoffs) as handoffs,
        bool_or(handoffs + 1 > teams) as goes_back,
        count(*) as tickets,
        sum(count(*)) over () as all_tickets,
        median(minutes) / 60e0 as full_resolution_hours_median,
        sum(excess_minutes) / 60e0 as excess_hours,
        cast(count(excess_minutes) as double) as compared,
        count(case when excess_minutes > 0e0 then 1 end)
        / nullif(cast(count(excess_minutes) as double), 0e0) as slower,
        100e0 * count(case when is_reopened then 1 end) / nullif(count(is_reopened), 0)
            as reopen_pct,
        100e0 * count(case when repeat_contact_within_7_days then 1 end)
        / nullif(count(repeat_contact_within_7_days), 0) as repeat_contact_pct,
        sum(answers) as answers,
        sum(ease) as ease
    from intermediate.path_tickets
    group by path, channel
),

surely as (
    -- Wilson's lower end at 95 % of the share that took longer: z = 1.959963984540054.
    select
        path,
        channel,
        handoffs,
        goes_back,
        tickets,
        100e0 * tickets / all_tickets as share_pct,
        full_resolution_hours_median,
        excess_hours,
        100e0 * slower as slower_pct,
        case
            when slower is not null
                then
                    100e0 * greatest(
                        0e0,
                        (
                            slower + 3.841458820694124e0 / (2e0 * compared)
                            - 1.959963984540054e0 * sqrt(
                                slower * (1e0 - slower) / compared
                                + 3.841458820694124e0 / (4e0 * compared * compared)
                            )
                        ) / (1e0 + 3.841458820694124e0 / compared)
                    )
        end as slower_ci_low,
        reopen_pct,
        repeat_contact_pct,
        answers,
        cast(ease as double) / answers as ease_score
    from sums
)

select
    surely.path,
    surely.channel,
    cast(
        row_number() over (
            order by
                least(surely.handoffs, 1) desc,
                coalesce(surely.excess_hours, 0e0) desc,
                surely.path asc,
                coalesce(surely.channel, '') asc
        ) as bigint
    ) as worst_rank,
    surely.handoffs >= 2
    and surely.tickets >= 20
    and coalesce(surely.slower_ci_low > 50e0, false)
    and surely.excess_hours > 0e0 as is_broken,
    surely.handoffs,
    surely.goes_back,
    surely.tickets,
    surely.share_pct,
    surely.full_resolution_hours_median,
    surely.excess_hours,
    surely.slower_pct,
    surely.slower_ci_low,
    surely.reopen_pct,
    surely.repeat_contact_pct,
    -- Exact figures of today and of yesterday would tell what was answered in between.
    case when surely.answers >= run.min_responses then 5e0 * round(surely.ease_score / 5e0, 0) end
        as ease_score,
    bands.at_least as answers,
    case
        when surely.answers < run.min_responses
            then 'fewer than ' || run.min_responses || ' answers'
    end as hidden_reason
from surely
cross join reference.run
left join intermediate.bands
    on
        surely.answers >= run.min_responses
        and surely.answers >= bands.at_least
        and surely.answers < bands.below
where surely.tickets >= 10
