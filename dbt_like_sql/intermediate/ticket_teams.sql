with changes as (
    select
        events.ticket_id,
        events.value as team,
        row_number() over (
            partition by events.ticket_id
            order by events."at" desc, events._load_id desc, events._line desc
        ) as changes_after
    from staging.ticket_events as events
    cross join reference.run
    where events.event = 'team' and events."at" <= run.as_of
)

select
    ticket_id,
    team
from changes
where changes_after = 1
