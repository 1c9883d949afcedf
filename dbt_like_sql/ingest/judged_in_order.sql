-- Rows that were kept in the order of the file, one to a line.
create or replace temp view judged_in_order as
select
    judged_rows.*,
    judged_rows.rowid + (
        -- The first row number isn't 0 while the table's transaction is open.
        select any_value(place_of_rows.first_line) - min(every.rowid)
        from judged_rows as every
        cross join place_of_rows
    ) as _line
from judged_rows
