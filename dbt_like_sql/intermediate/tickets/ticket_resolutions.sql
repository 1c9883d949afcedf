select
    ticket_id,
    coalesce(
        min(case when status = 'solved' then started_at end),
        min(case when status = 'closed' then started_at end)
    ) as first_solved_at,
    coalesce(
        max(case when status = 'solved' then started_at end),
        max(case when status = 'closed' then started_at end)
    ) as last_solved_at,
    sum(case when status = 'solved' then 1 else 0 end) as count_resolutions,
    sum(
        case
            when
                status_before in ('solved', 'closed')
                and status not in ('solved', 'closed', 'deleted')
                then 1
            else 0
        end
    ) as reopens,
    sum(case when status = 'deleted' then 1 else 0 end) as ticket_deleted_count,
    sum(case when status_before = 'deleted' and status <> 'deleted' then 1 else 0 end)
        as total_ticket_recoveries,
    max(case when ended_at is null then status end) as status
from intermediate.ticket_status_spans
group by ticket_id
