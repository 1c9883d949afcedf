-- What changed in the raw tables since a model was built (loads that were stored, and tickets of
-- loads that were removed), and what each model was built from.
create sequence if not exists change_ids;

create table if not exists changes (
    change_id bigint not null,
    load_id bigint,
    ticket_id varchar
);

create table if not exists model_states (
    table_name varchar primary key,
    fingerprint varchar not null,
    as_of timestamp not null,
    change_id bigint not null
);
