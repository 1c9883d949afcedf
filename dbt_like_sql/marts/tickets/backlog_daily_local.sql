select
    date_day,
    status,
    team,
    n,
    mean_age_days,
    oldest_age_days
from intermediate.backlog_days
where calendar = 'local'
