-- Lines that are objects become documents, the others are set aside; tables: numbered_lines and
-- rejected.
create or replace temp table documents as
select
    _line,
    item
from numbered_lines
where json_type(item) = 'OBJECT';

insert into export_rejects by name
select
    _line as line,
    case when item is null then 'not_json' else 'not_an_object' end as reason,
    left(line, 10000) as original
from numbered_lines
where item is null or json_type(item) <> 'OBJECT'
union all
select
    line,
    case when is_too_long then 'row_too_long' else 'not_json' end as reason,
    original
from rejected
