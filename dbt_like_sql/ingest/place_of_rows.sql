-- Where the rows of a file lie: the line of the first, how many lines follow, and the cell that may
-- have been cut in the last row.
create or replace temp table place_of_rows as
select
    cast($first_line as bigint) as first_line,
    cast($lines as bigint) as lines,
    cast($unfinished_cell as varchar) as unfinished_cell
