-- How many lines the header fills, and the whole file.
create or replace temp table header_lines as
select
    cast($lines as bigint) as lines,
    cast($lines_in_file as bigint) as lines_in_file
