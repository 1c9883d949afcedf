select
    tickets.agent_id,
    tickets.team,
    count(*) as open_tickets,
    max(epoch(run.as_of) - epoch(tickets.created_at)) / 86400e0 as oldest_age_days
from intermediate.tickets
cross join reference.run
where
    coalesce(tickets.status, '') not in ('solved', 'closed', 'deleted')
    and tickets.agent_id is not null
group by
    tickets.agent_id,
    tickets.team
