-- One row per suite: the content and promises for which it last held.
create table if not exists kept_promises (
    suite varchar primary key,
    fingerprint varchar not null
);
