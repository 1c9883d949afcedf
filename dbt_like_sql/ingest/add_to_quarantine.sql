-- Refused rows of one load; view: refused_rows.
insert into quarantine by name
select
    $load_id as load_id,
    $source as source,
    $file as file,
    line,
    reason,
    column_name,
    value,
    original,
    row_key
from refused_rows
order by line
