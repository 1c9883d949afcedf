-- DuckDB keeps the rejects of every file of a connection; only the next file's are wanted.
drop table if exists temp.reject_errors;
drop table if exists temp.reject_scans;
drop view if exists temp.export_rows;
create or replace temp table export_rejects (
    line bigint, reason varchar, column_name varchar, original varchar
);
