-- Rows of all loads and where they went when they were read, and what became of the refused ones.
with progress as (
    select
        count(*) filter (where worked_off_by is null) as quarantined_open,
        count(worked_off_by) as quarantined_worked_off
    from quarantine_status
),

loads as (
    select
        count(distinct file) as files,
        coalesce(sum(rows_read), 0)::bigint as rows_read,
        coalesce(sum(stored), 0)::bigint as stored,
        coalesce(sum(quarantined), 0)::bigint as quarantined,
        coalesce(sum(duplicates), 0)::bigint as duplicates
    from ledger
)

select
    loads.files,
    loads.rows_read,
    loads.stored,
    loads.quarantined,
    progress.quarantined_open,
    progress.quarantined_worked_off,
    loads.duplicates
from loads
cross join progress
