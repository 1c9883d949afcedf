-- Whether a name stands for a table or a view.
select table_type
from information_schema.tables
where
    table_catalog = current_database()
    and table_schema = $schema_name and table_name = $table_name
