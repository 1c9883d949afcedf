with changes as (
    select
        team,
        begins as day,
        'joined' as change,
        true as is_of_service
    from intermediate.posts
    where begins_with_hire and is_in_service
    union all
    select
        team,
        cast(ends - interval 1 day as date) as day,
        'left' as change,
        true as is_of_service
    from intermediate.posts
    where ends_with_leaving and is_in_service
    union all
    select
        team,
        begins as day,
        'moved in' as change,
        not was_in_service as is_of_service
    from intermediate.posts
    where
        was_in_service is not null
        and is_in_service
        and coalesce(team, '') <> coalesce(team_before, '')
    union all
    select
        team_before as team,
        begins as day,
        'moved out' as change,
        not is_in_service as is_of_service
    from intermediate.posts
    where was_in_service and coalesce(team, '') <> coalesce(team_before, '')
    union all
    select
        team_before as team,
        begins as day,
        case when is_in_service then 'promoted within' else 'promoted out' end as change,
        true as is_of_service
    from intermediate.posts
    where was_in_service and begins_with_promotion
)

select
    'team' as scope_kind,
    team as scope,
    day,
    change
from changes
where team is not null
union all
select
    'company' as scope_kind,
    'all' as scope,
    day,
    change
from changes
where is_of_service
