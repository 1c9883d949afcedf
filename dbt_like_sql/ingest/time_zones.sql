-- Zones whose clocks must be known.
select time_zone
from reference.schedules
where time_zone is not null
union
select time_zone
from reference.business_hours
where time_zone is not null
union
select time_zone
from reference.teams
where time_zone is not null
order by time_zone
