select
    idea,
    period_kind,
    period_start,
    n,
    customers,
    first_seen,
    last_seen,
    languages,
    trend,
    status,
    note,
    cast(null as varchar) as hidden_reason
from intermediate.idea_counts
