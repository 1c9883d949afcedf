-- One row per record that DuckDB could not take apart. Its `line` counts records, those of the
-- header included. Parameter: header_rows.
create or replace temp table rejected as
select
    line - cast($header_rows as bigint) as record,
    any_value(csv_line) as original,
    any_value(
        case
            when error_type = 'LINE SIZE OVER MAXIMUM' then 'row_too_long'
            when error_type = 'UNQUOTED VALUE' then 'unclosed_quote'
            when (length(csv_line) - length(replace(csv_line, $quote, ''))) % 2 = 1
                then 'unclosed_quote'
            when error_type in ('TOO MANY COLUMNS', 'MISSING COLUMNS') then 'wrong_field_count'
            else 'not_a_record'
        end
    ) as reason
from reject_errors
group by line
