-- Rows that stand, rows that a later version replaced, and ids that came with different content;
-- nothing while the marts are not built over all that was read.
with read as (
    select
        count(*) as loads,
        sum(rows_read) as rows_read,
        sum(quarantined) as quarantined,
        sum(duplicates) as duplicates
    from ledger
),

built as (
    select
        count(*) as loads,
        sum(rows_read) as rows_read,
        sum(quarantined) as quarantined,
        sum(duplicates) as duplicates,
        sum(accepted) as accepted,
        sum(superseded) as superseded
    from marts.reconciliation
)

select
    built.accepted::bigint as accepted,
    built.superseded::bigint as superseded,
    (select count_if(conflicts.stands) from marts.conflicts) as conflicts
from built
inner join read
    on
        built.loads = read.loads
        and built.rows_read = read.rows_read
        and built.quarantined = read.quarantined
        and built.duplicates = read.duplicates
