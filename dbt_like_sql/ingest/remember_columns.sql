-- The columns of one file.
insert into file_columns by name
select
    $load_id as load_id,
    $source as source,
    $file as file,
    unnest(cast($names as varchar[])) as name
