-- The paths with a hand-over that cost customers most hours.
select
    path,
    channel,
    tickets,
    full_resolution_hours_median,
    excess_hours,
    slower_pct,
    reopen_pct,
    repeat_contact_pct,
    ease_score,
    case when is_broken then 'yes' when not is_broken then 'no' end as is_broken,
    'answers hidden: ' || hidden_reason as not_shown,
    availability,
    count(*) over () as rows_in_all
from marts.customer_paths
where handoffs > 0 or availability is not null
order by worst_rank, path, channel
limit 10
