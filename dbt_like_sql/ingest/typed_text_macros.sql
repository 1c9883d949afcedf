-- How a typed value becomes the text that casting reads: the shortest that loses nothing. Instants
-- are written in UTC.
set timezone = 'UTC';

create or replace temp macro float_text(x, decimal_mark) as
case
    when isnan(x) then null
    -- Beyond that, a float no longer tells one whole number from the next.
    when x = trunc(x) and abs(x) < 1e18 then cast(try_cast(x as bigint) as varchar)
    else replace(cast(x as varchar), '.', decimal_mark)
end;

create or replace temp macro decimal_text(x, decimal_mark) as
replace(regexp_replace(cast(x as varchar), '\.0+$', ''), '.', decimal_mark);

-- Dates often come as their midnight; the date alone is read as either.
create or replace temp macro local_time_text(x, date_format) as
case
    when date_format is not null then strftime(cast(x as timestamp), date_format)
    when cast(x as timestamp) = cast(cast(x as date) as timestamp)
        then cast(cast(x as date) as varchar)
    else cast(cast(x as timestamp) as varchar)
end;

create or replace temp macro instant_text(x, date_format) as
case when date_format is null then cast(x as varchar) else strftime(x, date_format) end;
