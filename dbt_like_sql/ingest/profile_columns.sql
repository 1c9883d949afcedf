-- What each column of an export holds: one row per column that isn't empty.
with cells as (
    unpivot sniffed on columns(* exclude _line) into name cell value txt
),

numbered as (
    select
        cell,
        txt,
        regexp_full_match(txt, '[+-]?[0-9]+([.,][0-9]+)?%?') as is_number,
        regexp_full_match(txt, '[+-]?[0-9]+,[0-9]{1,2}%?') as is_decimal_comma
    from cells
    where txt <> ''
)

select
    cell,
    count(*) as filled,
    count(distinct txt) as "distinct",
    count(*) filter (where is_number) as numbers,
    count(*) filter (where is_decimal_comma) as decimal_commas,
    min(try_cast(replace(txt, ',', '.') as double)) filter (where is_number) as lowest,
    max(try_cast(replace(txt, ',', '.') as double)) filter (where is_number) as highest,
    count(*) filter (
        where regexp_full_match(txt, '[^@\s]+@[^@\s]+\.[A-Za-z]{2,}')
    ) as emails,
    count(*) filter (
        where regexp_full_match(txt, '[A-Za-z]{2}([-_][A-Za-z]{2,4})?')
    ) as language_codes,
    count(*) filter (
        where lower(txt) in ('true', 't', 'yes', 'y', '1', 'false', 'f', 'no', 'n', '0')
    ) as booleans,
    count(*) filter (
        where regexp_matches(
            txt,
            '^\d{1,4}\s?[./년-]\s?(\d{1,2}|\p{L}{3,9})\.?\s?[./월-]?\s?\d{1,4}'
            || '|^\p{L}{3,9}\.? \d{1,2},? \d{4}'
        )
    ) as dated,
    count(*) filter (
        where regexp_full_match(txt, '\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?(\s?[AaPp][Mm])?')
    ) as timed,
    list(distinct txt) filter (
        where lower(txt) in ('-', '--', '?', 'n/a', '#n/a', 'null', 'none', 'nan', '없음')
    ) as blanks,
    avg(length(txt)) as average_length,
    count(*) filter (where contains(txt, ' ')) as spaced,
    case when count(distinct txt) <= 60 then histogram(txt) end as counted
from numbered
group by cell;
