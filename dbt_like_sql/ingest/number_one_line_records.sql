-- Every record fills one line and none was rejected: the line follows from the position.
create or replace temp view export_rows as
select
    parsed._position + header_lines.lines as _line,
    parsed.* exclude (_position, _misshapen, _surplus)
from parsed
cross join header_lines
