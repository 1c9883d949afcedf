-- What is odd about files that were read, and the columns that each had.
create table if not exists file_warnings (
    load_id bigint not null,
    source varchar not null,
    file varchar not null,
    code varchar not null,
    column_name varchar,
    n bigint not null,
    first_line bigint,
    message varchar not null
);

create table if not exists file_columns (
    load_id bigint not null,
    source varchar not null,
    file varchar not null,
    name varchar not null
);
