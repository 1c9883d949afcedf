-- The ideas that most comments hold, over all time.
select
    replace(idea, '_', ' ') as idea,
    n,
    customers,
    first_seen,
    last_seen,
    languages,
    trend,
    status,
    note,
    'hidden: ' || hidden_reason as not_shown,
    availability,
    count(*) over () as rows_in_all
from marts.company_ideas
where period_kind = 'all' or availability is not null
order by n desc nulls last, idea
limit 8
