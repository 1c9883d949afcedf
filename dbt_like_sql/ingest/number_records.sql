-- Puts accepted and rejected records back into the order of the file and finds the line on which
-- each begins, since a quoted cell may hold line breaks.
create or replace temp table record_lines as
with taken_apart as (
    select
        _position as position,
        null as record,
        _position as place,
        concat_ws(chr(31), *columns(* exclude (_position, _misshapen, _repeats_header))) as content
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
    select
        *,
        1 + length(content) - length(replace(content, chr(10), '')) as lines
    from (
        select * from taken_apart
        union all
        select * from rejected_in_order
    ) as every
),

placed as (
    select
        *,
        sum(lines) over (
            order by place asc, record asc nulls first
            rows between unbounded preceding and current row
        ) as lines_so_far
    from records
),

left_out as (
    -- Where the long records would stand among the others.
    select
        line - sum(lines) over (order by line) + lines as place,
        sum(lines) over (order by line) as lines_so_far
    from long_records
),

lines_left_out as (
    select
        placed.place,
        placed.record,
        coalesce(max(left_out.lines_so_far), 0) as lines
    from placed
    cross join place_of_rows
    left join left_out
        on left_out.place <= place_of_rows.first_line + placed.lines_so_far - placed.lines
    group by
        placed.place,
        placed.record
)

select
    placed.position,
    placed.record,
    placed.content,
    place_of_rows.first_line + placed.lines_so_far - placed.lines + lines_left_out.lines as line,
    place_of_rows.first_line + placed.lines_so_far - 1 + lines_left_out.lines as last_line
from placed
cross join place_of_rows
inner join lines_left_out
    on
        placed.place = lines_left_out.place
        and placed.record is not distinct from lines_left_out.record;

-- Where a record says the header again, another table begins, and its rows are no rows of this one.
create or replace temp table second_table as
select coalesce(min(_position), 9223372036854775807) as begins
from parsed
where _repeats_header;

-- Records that are none of this table, and why.
create or replace temp table faults as
select
    record_lines.position,
    case
        when record_lines.position >= second_table.begins then 'second_table'
        -- A quote that is never closed swallows the lines behind it without a trace.
        when
            parsed._misshapen
            and record_lines.position = (select max(last._position) from parsed as last)
            and record_lines.line < place_of_rows.first_line + place_of_rows.lines - 1
            then 'unclosed_quote'
        when parsed._misshapen then 'wrong_field_count'
        else 'stray_quote'
    end as reason
from parsed
inner join record_lines on parsed._position = record_lines.position
cross join second_table
cross join place_of_rows
left join stray_quotes
    on
        record_lines.line <= stray_quotes.number
        and record_lines.last_line >= stray_quotes.number
where
    parsed._misshapen
    or record_lines.position >= second_table.begins
    or stray_quotes.number is not null
group by all;

create or replace temp view export_rows as
select
    cast(record_lines.line as bigint) as _line,
    parsed.* exclude (_position, _misshapen, _repeats_header, _surplus)
from parsed
inner join record_lines on parsed._position = record_lines.position
anti join faults on parsed._position = faults.position;

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
    faults.reason,
    cast(null as varchar) as column_name,
    replace(record_lines.content, chr(31), ' | ') as original
from faults
inner join record_lines on faults.position = record_lines.position
union all
select
    long_records.line,
    long_records.reason,
    cast(null as varchar) as column_name,
    cast(null as varchar) as original
from long_records
