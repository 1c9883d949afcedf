-- Tickets of Zendesk pages, each with its metrics and what follows from them; table:
-- zendesk_members.
create or replace temp table documents as
with metrics as (
    -- A ticket on two pages has two; the later tells more.
    select
        json_extract_string(item, '/ticket_id') as ticket_id,
        arg_max(item, (coalesce(json_extract_string(item, '/updated_at'), ''), page, place)) as item
    from zendesk_members
    where kind in ('metric_sets', 'ticket_metrics')
    group by ticket_id
),

tickets as (
    select
        row_number() over (order by members.page, members.place) as _line,
        members.item,
        coalesce(json_extract(members.item, '/metric_set'), metrics.item) as metric_set,
        json_extract_string(members.item, '$.custom_fields[*].id') as custom_field_ids,
        json_extract(members.item, '$.custom_fields[*].value') as custom_field_values
    from zendesk_members as members
    left join metrics on json_extract_string(members.item, '/id') = metrics.ticket_id
    where members.kind = 'tickets'
),

measured as (
    select
        *,
        try_cast(json_extract_string(metric_set, '/group_stations') as bigint) as group_stations,
        try_cast(json_extract_string(item, '/created_at') as timestamptz) as created_at,
        try_cast(
            json_extract_string(metric_set, '/reply_time_in_minutes/calendar') as integer
        ) as first_reply_minutes
    from tickets
)

select
    _line,
    json_object(
        'ticket', item,
        'metric_set', metric_set,
        -- The first group is a station, too.
        'transfers', case when group_stations > 0 then group_stations - 1 else group_stations end,
        'first_replied_at',
        strftime(created_at + to_minutes(first_reply_minutes), '%Y-%m-%dT%H:%M:%SZ'),
        'tags',
        array_to_string(json_transform(json_extract(item, '/tags'), '["varchar"]'), ' '),
        'custom_fields',
        case
            when
                len(custom_field_ids) = len(custom_field_values)
                and len(custom_field_ids) = len(list_distinct(custom_field_ids))
                then to_json(map(custom_field_ids, custom_field_values))
        end
    ) as item
from measured
