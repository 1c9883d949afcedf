-- Whether any record could not be taken apart, or has too many or too few fields.
select 1 as found
from rejected
union all
select 1 as found
from parsed
where _misshapen
limit 1
