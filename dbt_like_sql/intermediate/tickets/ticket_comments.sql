with comments as (
    select
        events.ticket_id,
        events."at",
        events.is_public,
        events.actor_id,
        events.actor_role,
        creations.created_at,
        events._load_id,
        events._line,
        lag(events.actor_role) over public_comments as role_before,
        row_number() over public_comments as place
    from staging.ticket_events as events
    inner join intermediate.ticket_creations as creations
        on events.ticket_id = creations.ticket_id
    cross join reference.run
    where events.event = 'comment' and events."at" <= run.as_of
    window
        public_comments as (
            partition by events.ticket_id, coalesce(events.is_public, false)
            order by
                events."at",
                case when events.actor_role = 'customer' then 0 else 1 end,
                events._load_id,
                events._line
        )
),

-- A customer waits from the creation, and anew from each comment that answers an agent's.
waits as (
    select
        ticket_id,
        "at" as began_at
    from comments
    where is_public and actor_role = 'customer' and role_before = 'agent'
    union all
    select distinct
        ticket_id,
        created_at as began_at
    from comments
),

answered as (
    select
        waits.ticket_id,
        waits.began_at,
        min(comments."at") as replied_at
    from waits
    inner join comments
        on
            waits.ticket_id = comments.ticket_id
            and waits.began_at < comments."at"
    where comments.is_public and comments.actor_role = 'agent'
    group by
        waits.ticket_id,
        waits.began_at
),

reply_times as (
    select
        ticket_id,
        sum(epoch(replied_at) - epoch(began_at)) / 60e0 as total_reply_time_calendar_minutes
    from answered
    group by ticket_id
),

counted as (
    select
        ticket_id,
        min(case when is_public and actor_role = 'agent' and "at" > created_at then "at" end)
            as first_replied_at,
        sum(case when actor_role = 'agent' then 1 else 0 end) as count_agent_comments,
        sum(case when is_public and actor_role = 'agent' then 1 else 0 end)
            as count_public_agent_comments,
        sum(case when actor_role = 'customer' then 1 else 0 end) as count_end_user_comments,
        sum(case when is_public then 1 else 0 end) as count_public_comments,
        sum(case when is_public then 0 else 1 end) as count_internal_comments,
        count(*) as total_comments,
        count(distinct case when actor_role = 'agent' then actor_id end)
            as count_ticket_handoffs,
        -- A ticket's first public comment opens it; it replies to nothing.
        sum(
            case
                when is_public and actor_role = 'agent' and place > 1 then 1 else 0
            end
        ) as total_agent_replies,
        max("at") as ticket_last_comment_date
    from comments
    group by ticket_id
)

select
    counted.ticket_id,
    counted.first_replied_at,
    counted.count_agent_comments,
    counted.count_public_agent_comments,
    counted.count_end_user_comments,
    counted.count_public_comments,
    counted.count_internal_comments,
    counted.total_comments,
    counted.count_ticket_handoffs,
    counted.total_agent_replies,
    counted.ticket_last_comment_date,
    reply_times.total_reply_time_calendar_minutes
from counted
left join reply_times
    on counted.ticket_id = reply_times.ticket_id
