-- Rows of all loads and where they went when they were read.
select
    count(distinct file) as files,
    coalesce(sum(rows_read), 0)::bigint as rows_read,
    coalesce(sum(stored), 0)::bigint as stored,
    coalesce(sum(quarantined), 0)::bigint as quarantined,
    coalesce(sum(duplicates), 0)::bigint as duplicates
from ledger
