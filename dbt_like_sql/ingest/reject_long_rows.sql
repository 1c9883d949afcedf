-- Rows with more text than a line of delimited text may have are set aside; table: typed_rows.
insert into export_rejects by name
select
    _line as line,
    'row_too_long' as reason
from typed_rows
where _is_too_long;

create or replace temp view export_rows as
select * exclude (_is_too_long)
from typed_rows
where not _is_too_long
