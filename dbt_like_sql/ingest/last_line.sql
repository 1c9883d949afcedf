-- The line of the last record of the file, unless that was kept aside.
with last_line as (
    select
        (select max(_line) from export_rows) as of_rows,
        (select max(line) from export_rejects) as of_rejects
)

select of_rows as line
from last_line
where of_rows > coalesce(of_rejects, 0)
