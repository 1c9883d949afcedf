-- DuckDB keeps the rejects of every file of a connection; only the next file's are wanted.
drop table if exists temp.reject_errors;
drop table if exists temp.reject_scans;
drop view if exists temp.export_rows;
drop view if exists temp.unread_rows;
create or replace temp table export_rejects (
    line bigint, reason varchar, column_name varchar, original varchar
);
create or replace temp table place_of_rows (
    first_line bigint, lines bigint, unfinished_cell varchar
);
