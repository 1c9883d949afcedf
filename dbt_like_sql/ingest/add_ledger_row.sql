-- One load of one file.
insert into ledger by name
select
    $load_id as load_id,
    $source as source,
    $feed as feed,
    $file as file,
    $sha256 as sha256,
    $definition as definition,
    $refused as refused,
    $message as message,
    $rows_read as rows_read,
    $stored as stored,
    $quarantined as quarantined,
    $duplicates as duplicates,
    $loaded_at as loaded_at,
    $retry_after as retry_after
