-- Every record fills one line and none was rejected: the line follows from the position. To number
-- them is slow, since it must be done in order; `unread_rows` leaves it to whoever keeps the rows.
create or replace temp view export_rows as
select
    row_number() over () + place_of_rows.first_line - 1 as _line,
    unread_rows.*
from unread_rows
cross join place_of_rows
