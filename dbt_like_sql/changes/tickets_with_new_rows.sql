-- Tickets of which raw rows came or went since an earlier build; parameter: change_id.
create or replace temp table tickets_with_new_rows as
with loads as (
    select load_id
    from changes
    where change_id > $change_id and load_id is not null
)

select ticket_id
from changes
where change_id > $change_id and ticket_id is not null
union
select ticket_id
from raw.ticket_events
where _load_id in (select loads.load_id from loads)
union
select ticket_id
from raw.tickets
where _load_id in (select loads.load_id from loads)
union
-- An answer may have been about another ticket before.
select versions.ticket_id
from raw.survey_responses as versions
inner join raw.survey_responses as answers
    on
        versions._source = answers._source
        and versions.response_id = answers.response_id
where versions.ticket_id is not null and answers._load_id in (select loads.load_id from loads)
