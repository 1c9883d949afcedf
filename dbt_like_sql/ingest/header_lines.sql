-- How many lines the header fills; parameter: lines.
create or replace temp table header_lines as select cast($lines as bigint) as lines;
