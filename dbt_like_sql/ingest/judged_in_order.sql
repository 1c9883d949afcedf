-- Rows that were kept in the order of the file, one to a line.
create or replace temp view judged_in_order as
select
    judged_rows.*,
    -- The first row number isn't 0 while the table's transaction is open.
    judged_rows.rowid - (select min(every.rowid) from judged_rows as every)
    + place_of_rows.first_line as _line
from judged_rows
cross join place_of_rows
