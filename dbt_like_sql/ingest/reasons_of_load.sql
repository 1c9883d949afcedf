-- Why rows of one load are refused, the most frequent reason first, and the first row of each as
-- quarantine shows it; parameter: load_id.
select
    reason,
    column_name,
    count(*) as n,
    min(line) as first_line,
    first(value order by line asc, value asc) as first_value
from quarantine
where load_id = $load_id
group by
    reason,
    column_name
order by
    n desc,
    reason asc,
    column_name asc
