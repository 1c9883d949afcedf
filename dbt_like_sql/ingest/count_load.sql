-- Where the rows of one file went, but for those that repeat others; parameter: load_id.
select
    (select count(*) from judged) + (select count(*) from export_rejects) as rows_read,
    (select count(*) from quarantine where load_id = $load_id) as quarantined
