-- Before a file is read anew: what was odd about it.
delete from file_warnings
where load_id = $load_id
