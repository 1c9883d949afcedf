-- What every model knows needs no keeping.
delete from changes
where change_id <= (select min(model_states.change_id) from model_states)
