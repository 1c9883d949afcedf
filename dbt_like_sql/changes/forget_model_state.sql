-- A model is about to change; parameter: table_name.
delete from model_states
where table_name = $table_name
