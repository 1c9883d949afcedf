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
    -- An answer may have been about another ticket before, and is again.
    select versions.ticket_id
    from raw.survey_responses as versions
    inner join raw.survey_responses as answers
        on
            versions._source = answers._source
            and versions.response_id = answers.response_id
    where versions.ticket_id is not null and answers._load_id = $load_id
    union
    -- Once the row is gone, nothing may tell that these were tickets of one customer.
    select others.ticket_id
    from raw.tickets as others
    inner join raw.tickets as versions
        on others.customer_id = versions.customer_id
    where versions._load_id = $load_id
)

select
    nextval('change_ids') as change_id,
    ticket_id
from removed
