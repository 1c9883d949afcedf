-- Keys that were refused once and under which a load now accepted a row; table: judged.
insert into repairs by name
select distinct
    $load_id as load_id,
    $source as source,
    _row_key as row_key
from judged
where _refusal is null and _row_key is not null
