-- Items of Zendesk pages by kind, in the order of the file; table: documents. A page holds lists,
-- or a single item under a singular name; an item without a page is known by a member of its own.
create or replace temp table zendesk_members as
with page_members as (
    select
        documents._line as page,
        case when member.type = 'OBJECT' then member.key || 's' else member.key end as kind,
        case
            when member.type = 'OBJECT' then [member.value]
            when member.type = 'ARRAY' then cast(member.value as json[])
            else []
        end as items
    from documents
    cross join json_each(documents.item) as member
    where
        member.key in (
            'ticket', 'tickets', 'metric_sets', 'ticket_metric', 'ticket_metrics', 'user', 'users',
            'audit', 'audits', 'ticket_metric_events', 'ticket_events'
        )
),

single_items as (
    select
        _line as page,
        case
            when json_exists(item, '/child_events') then 'ticket_events'
            when json_exists(item, '/events') then 'audits'
            when json_exists(item, '/metric') then 'ticket_metric_events'
            when json_exists(item, '/group_stations') then 'ticket_metrics'
            when json_exists(item, '/status') then 'tickets'
        end as kind,
        [item] as items
    from documents
    where not exists (select 1 from page_members where page_members.page = documents._line)
),

all_members as (
    select * from page_members
    union all
    select * from single_items
),

placed as (
    select
        page,
        generate_subscripts(items, 1) as place,
        kind,
        unnest(items) as item
    from all_members
)

select
    page,
    place,
    case when json_type(item) = 'OBJECT' then coalesce(kind, 'unknown') else 'unknown' end as kind,
    item
from placed
