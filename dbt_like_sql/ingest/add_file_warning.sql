-- One warning on one load.
insert into file_warnings by name
select
    $load_id as load_id,
    $source as source,
    $file as file,
    $code as code,
    $column_name as column_name,
    $n as n,
    $first_line as first_line,
    $message as message
