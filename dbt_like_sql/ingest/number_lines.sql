-- Lines of a file with their numbers; tables: lines (place among the lines that were read) and
-- reject_errors (lines that DuckDB did not read, by number).
create or replace temp table rejected as
select
    line,
    any_value(csv_line) as original,
    bool_or(error_type = 'LINE SIZE OVER MAXIMUM') as is_too_long
from reject_errors
group by line;

create or replace temp table numbered_lines as
with rejected_in_order as (
    select
        line - row_number() over (order by line) as lines_before,
        row_number() over (order by line) as number
    from rejected
),

gaps as (
    select
        lines_before,
        max(number) as rejected_before
    from rejected_in_order
    group by lines_before
)

select
    lines.place + coalesce(gaps.rejected_before, 0) as _line,
    lines.line,
    try_cast(lines.line as json) as item
from lines
asof left join gaps on lines.place > gaps.lines_before
where trim(lines.line, e' \t\r') <> ''
