-- Every row of every file is accepted, quarantined, a duplicate or superseded.
select
    source,
    file,
    rows_read,
    accepted,
    quarantined,
    duplicates,
    superseded
from marts.reconciliation
where
    rows_read <> accepted + quarantined + duplicates + superseded
    or superseded < 0
