-- Puts accepted and rejected records back into the order of the file and finds the line on which
-- each begins, since a quoted cell may hold line breaks.
create or replace temp table record_lines as
with taken_apart as (
    select
        _position as position,
        null as record,
        _position as place,
        concat_ws(chr(31), *columns(* exclude (_position, _misshapen))) as content
    from parsed
),

rejected_in_order as (
    -- A rejected record stands after as many others as there are records before it that were not
    -- rejected.
    select
        null as position,
        record,
        record - row_number() over (order by record) as place,
        rtrim(original, chr(10)) as content
    from rejected
),

records as (
    select * from taken_apart
    union all
    select * from rejected_in_order
)

select
    records.position,
    records.record,
    records.content,
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
    parsed.* exclude (_position, _misshapen, _surplus)
from parsed
inner join record_lines on parsed._position = record_lines.position
where not parsed._misshapen;

create or replace temp table export_rejects as
select
    cast(record_lines.line as bigint) as line,
    rejected.reason,
    cast(null as varchar) as column_name,
    rejected.original
from rejected
inner join record_lines on rejected.record = record_lines.record
union all
select
    cast(record_lines.line as bigint) as line,
    -- A quote that is never closed swallows the lines behind it without a trace.
    case
        when
            record_lines.position = (select max(last._position) from parsed as last)
            and record_lines.line < header_lines.lines_in_file
            then 'unclosed_quote'
        else 'wrong_field_count'
    end as reason,
    cast(null as varchar) as column_name,
    replace(record_lines.content, chr(31), ' | ') as original
from parsed
inner join record_lines on parsed._position = record_lines.position
cross join header_lines
where parsed._misshapen
