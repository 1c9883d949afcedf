-- Rows that brought their lines.
create or replace temp view judged as select * from judged_rows
