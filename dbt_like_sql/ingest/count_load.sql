-- Where the rows of one file went, each number counted at its own place; parameter: load_id.
select
    (select count(*) from export_rows) + (select count(*) from export_rejects) as rows_read,
    (select count(*) from compared where not _is_duplicate) as stored,
    (select count(*) from quarantine where load_id = $load_id) as quarantined,
    (select count(*) from compared where _is_duplicate) as duplicates
