-- What a person should know of one load though its rows were taken; parameter: load_id.
select
    code,
    column_name,
    n,
    first_line,
    message
from file_warnings
where load_id = $load_id
order by
    first_line asc nulls first,
    code asc,
    column_name asc
