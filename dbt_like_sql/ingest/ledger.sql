-- What has been read: one row per load of a file, refused rows, and the files last seen.
create sequence if not exists load_ids;

create table if not exists ledger (
    load_id bigint primary key,
    source varchar not null,
    feed varchar not null,
    file varchar not null,
    sha256 varchar not null,
    definition varchar not null,
    refused varchar,
    message varchar,
    rows_read bigint not null,
    stored bigint not null,
    quarantined bigint not null,
    duplicates bigint not null,
    loaded_at timestamp not null,
    retry_after timestamp
);

create table if not exists quarantine (
    load_id bigint not null,
    source varchar not null,
    file varchar not null,
    line bigint,
    reason varchar not null,
    column_name varchar,
    value varchar,
    original varchar,
    row_key varchar
);
-- Homes made before there was one.
alter table quarantine add column if not exists row_key varchar;

-- Keys of refused rows under which a load accepted a row.
create table if not exists repairs (
    load_id bigint not null,
    source varchar not null,
    row_key varchar not null
);

-- Refused rows, and the load that worked each off: the next content of its file, or the first later
-- load of its source with an acceptable row under its key. Null while it is open.
create or replace view quarantine_status as
with readable as (
    select
        load_id,
        lead(load_id) over (partition by source, file order by load_id) as corrected_by
    from ledger
    where refused is null
),

standing_repairs as (
    select
        repairs.load_id,
        repairs.source,
        repairs.row_key
    from repairs
    inner join readable
        on repairs.load_id = readable.load_id
)

select
    quarantine.*,
    least(
        readable.corrected_by,
        (
            select min(standing_repairs.load_id)
            from standing_repairs
            where
                standing_repairs.source = quarantine.source
                and standing_repairs.row_key = quarantine.row_key
                and standing_repairs.load_id > quarantine.load_id
        )
    ) as worked_off_by
from quarantine
left join readable
    on quarantine.load_id = readable.load_id;

create table if not exists inbox_files (
    file varchar primary key,
    bytes bigint not null,
    modified_ns bigint not null,
    sha256 varchar not null
);
