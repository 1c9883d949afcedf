-- Which rows of a file say something new. Tables: incoming (accepted rows of the file) and standing
-- (stored rows of the same source with one of the incoming keys). A row is a duplicate when it
-- equals the row of its key that comes before it: in the file, or else among what stands.
create or replace temp table compared as
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
        incoming.*,
        lag(incoming._content) over (partition by incoming._key order by incoming._line)
            as _content_before
    from incoming
)

select
    with_row_before.* exclude (_content_before),
    coalesce(
        with_row_before._content
        = coalesce(with_row_before._content_before, latest._content),
        false
    ) as _is_duplicate
from with_row_before
left join latest
    on with_row_before._key = latest._key
