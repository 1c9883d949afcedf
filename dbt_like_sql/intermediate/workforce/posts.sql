with service_teams as (
    select team
    from reference.teams
    union
    select team
    from intermediate.tickets
    where team is not null
),

known as (
    select count(*) as teams
    from service_teams
),

posts as (
    select
        agents.agent_id,
        agents.team,
        agents.role,
        agents.level,
        agents.pay_band,
        agents.hired_on,
        agents.left_on,
        coalesce(agents.valid_from, agents.hired_on, date '1970-01-01') as begins,
        -- A later row ends an earlier one that nobody ended.
        least(
            coalesce(agents.valid_to, date '9999-12-31'),
            coalesce(agents.left_on, date '9999-12-31'),
            coalesce(lead(agents.valid_from) over one_after_another, date '9999-12-31')
        ) as ends,
        -- Whoever knows no team of service takes all for such.
        agents.team is null or service_teams.team is not null or known.teams = 0 as is_in_service,
        row_number() over one_after_another as place
    from staging.agents
    cross join known
    left join service_teams
        on agents.team = service_teams.team
    window
        one_after_another as (
            partition by agents.agent_id order by agents.valid_from nulls first
        )
),

followed as (
    select
        agent_id,
        team,
        role,
        level,
        pay_band,
        hired_on,
        left_on,
        begins,
        ends,
        is_in_service,
        place,
        lag(team) over one_after_another as team_before,
        lag(role) over one_after_another as role_before,
        lag(level) over one_after_another as level_before,
        lag(is_in_service) over one_after_another as was_in_service
    from posts
    window
        one_after_another as (partition by agent_id order by place)
)

select
    agent_id,
    team,
    pay_band,
    hired_on,
    begins,
    ends,
    is_in_service,
    team_before,
    was_in_service,
    place = 1 and coalesce(hired_on, begins) >= begins as begins_with_hire,
    coalesce(ends = left_on, false) as ends_with_leaving,
    case
        when place = 1 then false
        -- "L3" is higher than "L2"; of levels without numbers, another one is taken for a higher.
        when level <> level_before
            then
                coalesce(
                    try_cast(regexp_extract(level, '([0-9]+)', 1) as integer)
                    > try_cast(regexp_extract(level_before, '([0-9]+)', 1) as integer),
                    true
                )
        else coalesce(role <> role_before, false)
    end as begins_with_promotion
from followed
where ends > begins
