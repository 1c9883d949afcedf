with assignments as (
    select
        events.ticket_id,
        events.event,
        events.value,
        events."at",
        row_number() over first_to_last as place,
        count(*) over (partition by events.ticket_id, events.event) as places
    from staging.ticket_events as events
    cross join reference.run
    where events.event in ('agent', 'team', 'priority') and events."at" <= run.as_of
    window
        first_to_last as (
            partition by events.ticket_id, events.event
            order by events."at", events._load_id, events._line
        )
)

select
    ticket_id,
    max(case when event = 'team' and place = places then value end) as team,
    max(case when event = 'priority' and place = places then value end) as priority,
    nullif(sum(case when event = 'team' then 1 else 0 end), 0) as group_stations_count,
    nullif(count(distinct case when event = 'agent' then value end), 0) as unique_assignee_count,
    nullif(sum(case when event = 'agent' and value is not null then 1 else 0 end), 0)
        as assignee_stations_count,
    min(case when event = 'agent' then "at" end) as first_agent_assignment_date,
    max(case when event = 'agent' then "at" end) as last_agent_assignment_date,
    -- Empty where the ticket was taken from somebody and given to nobody.
    max(case when event = 'agent' and place = 1 then coalesce(value, '') end) as first_assignee_id,
    max(case when event = 'agent' and place = places then coalesce(value, '') end)
        as last_assignee_id
from assignments
group by ticket_id
