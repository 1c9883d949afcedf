-- Refused rows by source, reason and column, the most frequent first.
select
    source,
    reason,
    column_name,
    count(*) as n
from quarantine
group by
    source,
    reason,
    column_name
order by
    n desc,
    source asc,
    reason asc,
    column_name asc
