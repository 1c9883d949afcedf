-- Rows that were kept in the order of the file, one to a line.
create or replace temp view judged_in_order as
select
    judged_rows.*,
    judged_rows.rowid + (select place_of_rows.first_line from place_of_rows) as _line
from judged_rows
