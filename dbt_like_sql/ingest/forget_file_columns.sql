-- Before a file is read anew: the columns that it had.
delete from file_columns
where load_id = $load_id
