-- Puts accepted and rejected records back into the order of the file and finds the line on which
-- each begins, since a quoted cell may hold line breaks.
create or replace temp table record_lines as
with accepted as (
    select
        _position as position,
        null as record,
        _position as place,
        concat_ws('', *columns(* exclude (_position))) as content
    from parsed
),

rejected_in_order as (
    -- A rejected record stands after as many accepted ones as there are records before it that
    -- were not rejected.
    select
        null as position,
        record,
        record - row_number() over (order by record) as place,
        original as content
    from rejected
),

records as (
    select * from accepted
    union all
    select * from rejected_in_order
)

select
    records.position,
    records.record,
    1 + header_lines.lines + coalesce(
        sum(1 + length(records.content) - length(replace(records.content, chr(10), ''))) over (
            order by records.place asc, records.record asc nulls first
            rows between unbounded preceding and 1 preceding
        ),
        0
    ) as line
from records
cross join header_lines;

create or replace temp view export_rows as
select
    cast(record_lines.line as bigint) as _line,
    parsed.* exclude (_position)
from parsed
inner join record_lines on parsed._position = record_lines.position;

create or replace temp table export_rejects as
select
    cast(record_lines.line as bigint) as line,
    rejected.reason,
    cast(null as varchar) as column_name,
    rejected.original
from rejected
inner join record_lines on rejected.record = record_lines.record;
