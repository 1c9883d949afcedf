-- Whether the rows that were judged unread are all that the lines of the file hold.
select count(*) = (select place_of_rows.lines from place_of_rows) as one_line_each
from judged_rows
