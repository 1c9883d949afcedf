-- What is odd about the last content of each file that was read.
with latest as (
    select load_id
    from ledger
    qualify row_number() over (partition by source, file order by load_id desc) = 1
)

select
    file_warnings.source,
    file_warnings.file,
    file_warnings.code,
    file_warnings.column_name,
    file_warnings.n,
    file_warnings.first_line,
    file_warnings.message
from file_warnings
inner join latest
    on file_warnings.load_id = latest.load_id
order by
    file_warnings.source,
    file_warnings.file,
    file_warnings.code,
    file_warnings.column_name
