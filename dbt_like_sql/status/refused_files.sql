-- Files that could not be read at all, unless a later content of the same file could.
select
    source,
    file,
    refused,
    message
from ledger
qualify
    row_number() over (partition by source, file order by load_id desc) = 1
    and refused is not null
order by
    source,
    file
