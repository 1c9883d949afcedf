-- Warnings that are not over: the new ones first, then those with most complaints.
select
    replace(topic, '_', ' ') as topic,
    case when scope_kind = 'company' then 'whole company' else scope_kind || ' ' || scope end
        as place,
    case when kind = 'grave' then 'grave' else 'more than chance' end as kind,
    negatives,
    n,
    expected,
    upper_limit,
    first_week,
    status,
    'hidden: ' || hidden_reason as not_shown,
    availability,
    count(*) over () as rows_in_all
from marts.company_early_warnings
where status <> 'over' or availability is not null
order by status <> 'new', negatives desc nulls last, warning_id
limit 10
