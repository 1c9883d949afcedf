select
    'survey_responses' as feed,
    count(*) > 0 as is_present
from staging.survey_responses
union all
select
    'tickets' as feed,
    count(*) > 0 as is_present
from intermediate.tickets
union all
select
    'ticket_events' as feed,
    count(*) > 0 as is_present
from staging.ticket_events
union all
select
    'agents' as feed,
    count(*) > 0 as is_present
from staging.agents
union all
select
    'shifts' as feed,
    count(*) > 0 as is_present
from staging.shifts
union all
select
    'customers' as feed,
    count(*) > 0 as is_present
from staging.customers
union all
select
    'orders' as feed,
    count(*) > 0 as is_present
from staging.orders
union all
select
    'comments' as feed,
    count(*) > 0 as is_present
from intermediate.comments
where is_from_customer
union all
select
    'survey_responses or tickets' as feed,
    bool_or(is_present) as is_present
from (
    select count(*) > 0 as is_present
    from staging.survey_responses
    union all
    select count(*) > 0 as is_present
    from intermediate.tickets
) as either
union all
select
    'birth years' as feed,
    count(*) > 0 as is_present
from intermediate.customers
where generation is not null
union all
select
    'survey_responses of kind ' || kinds.kind as feed,
    count(responses.kind) > 0 as is_present
from (values ('nps'), ('csat'), ('ces'), ('enps'), ('pulse'), ('mystery')) as kinds (kind)
left join staging.survey_responses as responses
    on kinds.kind = responses.kind
group by kinds.kind
union all
select
    'orders older than a year' as feed,
    count(*) > 0 as is_present
from staging.orders
cross join reference.run
where orders.ordered_at <= run.as_of - interval 365 day
