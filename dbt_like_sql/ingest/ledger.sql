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
    original varchar
);

create table if not exists inbox_files (
    file varchar primary key,
    bytes bigint not null,
    modified_ns bigint not null,
    sha256 varchar not null
);
