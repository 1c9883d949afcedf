-- A number for the next load, larger than all before.
select nextval('load_ids') as load_id
