select
    _source as source,
    'ticket_events' as feed,
    coalesce(bool_or(event = 'comment' and is_public and actor_role = 'agent'), false)
        as replies_known
from staging.ticket_events
group by _source
union all
select
    _source as source,
    'tickets' as feed,
    bool_or(first_replied_at is not null) as replies_known
from staging.tickets
group by _source
