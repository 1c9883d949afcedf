-- A model was built; parameters: table_name, fingerprint, as_of, change_id.
insert into model_states by name
select
    $table_name as table_name,
    $fingerprint as fingerprint,
    $as_of as as_of,
    $change_id as change_id
