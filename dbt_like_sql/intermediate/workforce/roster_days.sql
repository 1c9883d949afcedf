with spans as (
    select
        agent_id,
        team,
        business_unit,
        country,
        role,
        level,
        hired_on,
        left_on,
        coalesce(valid_from, hired_on, date '1970-01-01') as begins,
        -- A later row ends an earlier one that nobody ended.
        least(
            coalesce(valid_to, date '9999-12-31'),
            coalesce(left_on, date '9999-12-31'),
            coalesce(lead(valid_from) over one_after_another, date '9999-12-31')
        ) as ends,
        lead(role) over one_after_another as role_after,
        lead(level) over one_after_another as level_after
    from staging.agents
    window one_after_another as (partition by agent_id order by valid_from nulls first)
),

levels as (
    select
        agent_id,
        team,
        business_unit,
        country,
        hired_on,
        left_on,
        begins,
        ends,
        -- "L3" is higher than "L2"; of levels without numbers, another one is taken for a higher.
        case
            when level_after <> level
                then
                    coalesce(
                        try_cast(regexp_extract(level_after, '([0-9]+)', 1) as integer)
                        > try_cast(regexp_extract(level, '([0-9]+)', 1) as integer),
                        true
                    )
            else coalesce(role_after <> role, false)
        end as ends_with_promotion
    from spans
),

first_ticket as (
    select cast(min(created_at) as date) as day
    from intermediate.ticket_creations
)

select
    levels.agent_id,
    periods.day as date_day,
    levels.team,
    coalesce(teams.business_unit, levels.business_unit) as business_unit,
    coalesce(teams.country, levels.country) as country,
    date_diff('day', levels.hired_on, periods.day) / 365.25e0 as tenure_years,
    coalesce(periods.day = cast(levels.left_on - interval 1 day as date), false) as is_last_day,
    levels.ends_with_promotion
    and periods.day = cast(levels.ends - interval 1 day as date) as is_promoted
from levels
cross join first_ticket
inner join reference.periods
    on levels.begins <= periods.day and levels.ends > periods.day
left join reference.teams
    on levels.team = teams.team
where periods.period_kind = 'week' and periods.day >= first_ticket.day
