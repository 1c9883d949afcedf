select
    creations.ticket_id,
    min(
        case
            when
                events.is_public
                and events.actor_role = 'agent'
                and events."at" > creations.created_at
                then events."at"
        end
    ) as first_replied_at,
    sum(case when events.is_public and events.actor_role = 'agent' then 1 else 0 end)
        as count_public_agent_comments
from intermediate.ticket_creations as creations
inner join staging.ticket_events as events
    on creations.ticket_id = events.ticket_id
cross join reference.run
where events.event = 'comment' and events."at" <= run.as_of
group by creations.ticket_id
