-- Loads of one source, the earliest first; parameter: source.
select
    load_id,
    source,
    feed,
    file,
    sha256,
    definition,
    refused,
    message,
    rows_read,
    stored,
    quarantined,
    duplicates,
    loaded_at,
    retry_after
from ledger
where source = $source
order by load_id
