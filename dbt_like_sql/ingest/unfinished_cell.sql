-- The cell of the last row that may have been cut off, if one may have been.
select unfinished_cell as name
from place_of_rows
where unfinished_cell is not null
