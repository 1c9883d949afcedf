-- Which items can't be rows, and why; table: documents; parameter: longest (bytes).
create or replace temp table judged_items as
select
    _line,
    item,
    case
        when strlen(item) > $longest then 'row_too_long'
        -- Programs differ in which of two equal names they read.
        when len(json_keys(item)) > len(list_distinct(json_keys(item))) then 'repeated_member'
    end as reason
from documents
