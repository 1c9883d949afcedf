-- What happened to tickets by Zendesk's audits and its incremental ticket events, one row per field
-- or comment; table: zendesk_members.
create or replace temp view zendesk_changes as
with audits as (
    select
        page,
        place,
        item,
        coalesce(json_extract(item, '/author_id'), json_extract(item, '/updater_id')) as author_id,
        coalesce(
            json_extract_string(item, '/created_at'),
            strftime(
                to_timestamp(try_cast(json_extract_string(item, '/timestamp') as double)),
                '%Y-%m-%dT%H:%M:%SZ'
            )
        ) as "at",
        cast(
            coalesce(
                json_extract(item, '/events'), json_extract(item, '/child_events'), '[]'
            ) as json[]
        ) as entries
    from zendesk_members
    where kind in ('audits', 'ticket_events')
),

entries as (
    select
        page,
        place,
        json_extract(item, '/ticket_id') as ticket_id,
        "at",
        author_id,
        generate_subscripts(entries, 1) as part,
        unnest(entries) as entry
    from audits
),

typed as (
    select
        *,
        coalesce(
            json_extract_string(entry, '/event_type'), json_extract_string(entry, '/type')
        ) as type,
        json_extract_string(entry, '/field_name') as field_name
    from entries
),

with_fields as (
    -- An incremental ticket event names its fields by members of their own.
    select
        * exclude (field_name),
        case
            when type not in ('Create', 'Change') then [null]
            when field_name is not null then [field_name]
            else list_filter(
                json_keys(entry),
                lambda name: name not in (
                    'id', 'via', 'via_reference_id', 'type', 'event_type', 'previous_value',
                    'created_at', 'audit_id', 'author_id', 'metadata'
                )
            )
        end as fields
    from typed
)

select
    page,
    place,
    part,
    ticket_id,
    "at",
    coalesce(json_extract(entry, '/author_id'), author_id) as actor_id,
    type,
    entry,
    unnest(fields) as field
from with_fields
