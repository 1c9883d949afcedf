with from_events as (
    select
        _source as source,
        coalesce(bool_or(event = 'comment' and is_public and actor_role = 'agent'), false)
            as replies_known
    from staging.ticket_events
    group by _source
),

from_flat as (
    select
        _source as source,
        bool_or(first_replied_at is not null) as replies_known
    from staging.tickets
    group by _source
),

sources as (
    select * from from_events
    union all
    select * from from_flat
),

tickets_of_sources as (
    select
        ticket_id,
        _source as source
    from staging.ticket_events
    union
    select
        ticket_id,
        _source as source
    from staging.tickets
)

select
    tickets_of_sources.ticket_id,
    bool_or(sources.replies_known) as replies_known
from tickets_of_sources
inner join sources
    on tickets_of_sources.source = sources.source
group by tickets_of_sources.ticket_id
