-- Which rows of a file say something new. Tables: incoming (accepted rows of the file) and standing
-- (stored rows of the same source with one of the incoming keys). A row is a duplicate when an
-- equal one comes earlier in the file, or when it equals what stands for its key.
create or replace temp table compared as
with candidates as (
    select
        *,
        row_number() over (partition by _key, _content order by _line) as occurrence
    from incoming
),

latest as (
    select
        _key,
        _content
    from standing
    qualify row_number() over (
        partition by _key order by _version desc nulls last, _load_id desc, _line desc
    ) = 1
)

select
    candidates.* exclude (occurrence),
    candidates.occurrence > 1 or latest._key is not null as _is_duplicate
from candidates
left join latest
    on candidates._key = latest._key and candidates._content = latest._content
