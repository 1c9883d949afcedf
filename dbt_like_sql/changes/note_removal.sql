-- The rows of a load will be removed; parameter: load_id.
insert into changes by name
with removed as (
    select ticket_id
    from raw.ticket_events
    where _load_id = $load_id
    union
    select ticket_id
    from raw.tickets
    where _load_id = $load_id
    union
    select ticket_id
    from raw.survey_responses
    where _load_id = $load_id and ticket_id is not null
)

select
    nextval('change_ids') as change_id,
    ticket_id
from removed
