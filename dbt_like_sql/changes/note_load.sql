-- A load was stored; parameter: load_id.
insert into changes by name
select
    nextval('change_ids') as change_id,
    $load_id as load_id
