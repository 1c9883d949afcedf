-- Where the rows of the file lie, and the line of the last that was taken apart.
select
    first_line,
    unfinished_cell,
    case
        when unfinished_cell is not null
            then (select max(_line) from export_rows)
    end as last_line
from place_of_rows
