-- One row per record that DuckDB could not take apart. Its `line` counts records, those of the
-- header included. Parameter: header_rows.
create or replace temp table rejected as
select
    line - cast($header_rows as bigint) as record,
    any_value(csv_line) as original,
    any_value(
        case error_type
            when 'TOO MANY COLUMNS' then 'wrong_field_count'
            when 'MISSING COLUMNS' then 'wrong_field_count'
            when 'UNQUOTED VALUE' then 'unclosed_quote'
            when 'LINE SIZE OVER MAXIMUM' then 'row_too_long'
            when 'INVALID ENCODING' then 'not_decodable'
            else 'not_a_record'
        end
    ) as reason
from reject_errors
group by line
