-- Sets the items aside that can't be rows; table: judged_items.
insert into export_rejects by name
select
    _line as line,
    reason,
    left(cast(item as varchar), 10000) as original
from judged_items
where reason is not null;

create or replace temp view items as
select
    _line,
    item
from judged_items
where reason is null
