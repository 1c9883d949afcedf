-- How the text of a cell becomes a value. A macro that can't read its text gives null; the row is
-- then refused with a reason, never guessed at.

-- One spelling for equal texts: NFC, no control or invisible characters, no outer white space.
create or replace temp macro clean_text(x) as nullif(
    trim(
        -- Characters go first: nfc_normalize ends a text at U+0000.
        nfc_normalize(
            regexp_replace(
                x,
                '[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\x{AD}\x{61C}\x{200B}\x{200E}\x{200F}'
                || '\x{202A}-\x{202E}\x{2060}\x{2066}-\x{2069}\x{FEFF}]',
                '', 'g'
            )
        ),
        e' \t\r\n' || chr(160) || chr(12288)
    ),
    ''
);

-- Local time to UTC happens in `to_utc` and nowhere else. Of a time that the clock shows twice the
-- second is taken; a time that it never shows is read as if it had not been changed yet.
create or replace temp macro to_utc(local_time, time_zone) as
timezone('UTC', timezone(time_zone, local_time));

-- strptime takes `epoch` and `infinity` for the first day of 1900. Most times begin with a digit,
-- and to ask for that is cheaper than to search for one.
create or replace temp macro local_time(x, date_format) as
case
    when ascii(x) between 48 and 57 then try_strptime(x, date_format)
    when regexp_matches(x, '[0-9]') then try_strptime(x, date_format)
end;

create or replace temp macro local_iso_time(x) as
case
    when regexp_full_match(x, '\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?')
        then try_cast(x as timestamp)
end;

create or replace temp macro read_offset_timestamp(x, date_format) as
case
    when regexp_matches(x, '[0-9]')
        -- strptime knows no `Z`.
        then timezone('UTC', try_strptime(regexp_replace(x, 'Z$', '+00'), date_format))
end;

create or replace temp macro read_epoch_timestamp(x) as
case
    -- Seconds up to the end of the year 9999.
    when regexp_full_match(x, '-?[0-9]{1,12}(\.[0-9]+)?') and try_cast(x as double) < 253402300800
        then timezone('UTC', to_timestamp(try_cast(x as double)))
end;

create or replace temp macro read_iso_timestamp(x, time_zone) as
case
    when
        regexp_full_match(
            x, '\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}(:?\d{2})?)'
        )
        then timezone('UTC', try_cast(x as timestamptz))
    else to_utc(local_iso_time(x), time_zone)
end;

-- Days of a spreadsheet since its epoch, to the second. Excel's 1900 has a 29th of February, so its
-- count is right from the 1st of March on; days before are refused.
create or replace temp macro local_spreadsheet_time(x, epoch_day, first_day) as
case
    when
        regexp_full_match(x, '[0-9]{1,7}([.,][0-9]+)?')
        and try_cast(replace(x, ',', '.') as double) >= first_day
        then epoch_day + to_seconds(
            cast(round(try_cast(replace(x, ',', '.') as double) * 86400) as bigint)
        )
end;

create or replace temp macro read_date(x, date_format) as
case when regexp_matches(x, '[0-9]') then cast(try_strptime(x, date_format) as date) end;

create or replace temp macro read_iso_date(x) as
case when regexp_full_match(x, '\d{4}-\d{2}-\d{2}') then try_cast(x as date) end;

create or replace temp macro read_number(x, decimal_mark) as
case
    -- A point where the mark is a comma would be a separator of thousands.
    when decimal_mark <> '.' and contains(x, '.') then null
    when
        regexp_full_match(
            replace(x, decimal_mark, '.'), '[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]{1,2})?'
        )
        then try_cast(replace(x, decimal_mark, '.') as double)
end;

create or replace temp macro read_integer(x) as
case
    when regexp_full_match(x, '[+-]?[0-9]+(\.0+)?')
        then try_cast(split_part(x, '.', 1) as bigint)
end;

-- More than four codes in one list would be looked up by a join, which costs more; so does to
-- compare empty cells.
create or replace temp macro read_boolean(x) as
case
    when x is null then null
    when x in ('1', '0') then x = '1'
    when lower(x) in ('true', 't', 'yes', 'y') then true
    when lower(x) in ('false', 'f', 'no', 'n') then false
end;

-- HMAC-SHA-256 (RFC 2104) of a customer's id; the pads come from the home's secret.
create or replace temp macro customer_key(x, inner_pad, outer_pad, key_id) as
key_id || left(sha256(outer_pad || unhex(sha256(inner_pad || encode(x)))), 32);

-- What may be shown of a refused cell: its shape, not its content.
create or replace temp macro mask_shape(x) as
left(regexp_replace(regexp_replace(x, '\p{L}', 'a', 'g'), '\p{N}', '9', 'g'), 200);
