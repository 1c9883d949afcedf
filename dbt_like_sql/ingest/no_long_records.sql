-- Records that are too long to be read, and by how many lines they move the others up.
create or replace temp table long_records (line bigint, lines bigint, reason varchar);
