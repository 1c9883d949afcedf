-- Events that an earlier content of a path told and its new content takes back: of tickets that it
-- mentions, in the span of time that it tells of, and not among what it tells; parameters: source,
-- file, load_id.
create or replace temp table taken_back as
with earlier_loads as (
    select load_id
    from ledger
    where source = $source and file = $file and load_id < $load_id
),

told as (
    select *
    from raw.ticket_events
    where _load_id = $load_id
),

spans as (
    select
        min("at") as first_at,
        max("at") as last_at
    from told
)

select
    earlier.rowid as row_id,
    earlier.ticket_id
from raw.ticket_events as earlier
cross join spans
left join told
    on
        earlier.ticket_id = told.ticket_id
        and earlier."at" = told."at"
        and earlier.event = told.event
        and earlier.value is not distinct from told.value
        and earlier.is_public is not distinct from told.is_public
        and earlier.actor_id is not distinct from told.actor_id
        and earlier.actor_role is not distinct from told.actor_role
where
    earlier._load_id in (select earlier_loads.load_id from earlier_loads)
    and earlier.ticket_id in (select mentioned.ticket_id from told as mentioned)
    and earlier."at" >= spans.first_at
    and earlier."at" <= spans.last_at
    and told.ticket_id is null
    -- What another path may have told too, and was only counted there, stays.
    and not exists (
        select 1
        from ledger as others
        where
            others.source = $source
            and others.file <> $file
            and others.duplicates > 0
            and others.load_id > earlier._load_id
    )
