-- Events were taken back; table: taken_back.
insert into changes by name
with tickets as (
    select distinct ticket_id
    from taken_back
)

select
    nextval('change_ids') as change_id,
    ticket_id
from tickets
