with met as (
    select distinct
        team,
        obstacle
    from intermediate.obstacle_days
),

held as (
    select distinct idea
    from intermediate.idea_comments
),

unknown as (
    select
        'reference/outreach.csv' as file,
        'comment_id' as column_name,
        'comments that no export holds' as what
    from reference.outreach
    left join intermediate.comments
        on outreach.comment_id = comments.comment_id
    where comments.comment_id is null
    union all
    select
        'reference/obstacle_actions.csv' as file,
        'obstacle' as column_name,
        'obstacles that their team never met' as what
    from reference.obstacle_actions as actions
    left join met
        on actions.team = met.team and actions.obstacle = met.obstacle
    where met.team is null
    union all
    select
        'reference/idea_statuses.csv' as file,
        'idea' as column_name,
        'ideas that no comment holds' as what
    from reference.idea_statuses as statuses
    left join held
        on statuses.idea = held.idea
    where held.idea is null
)

select
    file,
    column_name,
    count(*) as n,
    'names ' || count(*) || ' ' || what || '; compare with the published table' as message
from unknown
group by file, column_name, what
