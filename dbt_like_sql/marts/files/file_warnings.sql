-- A file that was corrected has only the warnings on its last content.
with latest as (
    select load_id
    from main.ledger
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
from main.file_warnings
inner join latest
    on file_warnings.load_id = latest.load_id
union all
select
    'reference' as source,
    file,
    'unknown_name' as code,
    column_name,
    n,
    null as first_line,
    message
from intermediate.unknown_names
