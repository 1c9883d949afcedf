-- Which rows of a file say nothing new. Tables: incoming (rows of the file) and standing (earlier
-- rows of the same source), both with keys that come again. A row is a repeat when it equals the
-- row of its key that comes before it: in the file, or else among what stands.
create or replace temp table repeats as
with latest as (
    select
        _key,
        _content
    from standing
    qualify row_number() over (
        partition by _key order by _version desc nulls last, _load_id desc, _line desc
    ) = 1
),

with_row_before as (
    select
        row_id,
        _key,
        _content,
        lag(_content) over (partition by _key order by _line) as _content_before
    from incoming
)

select with_row_before.row_id
from with_row_before
left join latest
    on with_row_before._key = latest._key
where
    with_row_before._content = coalesce(with_row_before._content_before, latest._content)
