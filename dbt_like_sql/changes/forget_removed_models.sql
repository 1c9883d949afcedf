-- Models that are built by ticket no more know no change; parameter: tables, those that are.
delete from model_states
where not list_contains($tables, table_name)
