with tickets_of_sources as (
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
    bool_or(sources.replies_known) as replies_known,
    bool_or(sources.replies_known and sources.feed = 'ticket_events') as comments_known
from tickets_of_sources
inner join intermediate.source_coverage as sources
    on tickets_of_sources.source = sources.source
group by tickets_of_sources.ticket_id
