-- Where the rows of the file lie, and the line of its last record, unless that was kept aside.
with last_line as (
    select
        (select max(_line) from export_rows) as of_rows,
        (select max(line) from export_rejects) as of_rejects
    from place_of_rows
    where unfinished_cell is not null
)

select
    place_of_rows.first_line,
    place_of_rows.unfinished_cell,
    case when last_line.of_rows > coalesce(last_line.of_rejects, 0) then last_line.of_rows end
        as last_line
from place_of_rows
left join last_line
    on true
