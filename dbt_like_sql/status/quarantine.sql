-- Refused rows that nobody has worked off, by source, reason and column, the most frequent first.
select
    source,
    reason,
    column_name,
    count(*) as n
from quarantine_status
where worked_off_by is null
group by
    source,
    reason,
    column_name
order by
    n desc,
    source asc,
    reason asc,
    column_name asc
