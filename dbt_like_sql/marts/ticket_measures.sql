select
    tickets.ticket_id,
    tickets.created_at,
    tickets.status,
    tickets.team,
    tickets.business_unit,
    tickets.country,
    tickets.channel,
    (epoch(tickets.first_replied_at) - epoch(tickets.created_at)) / 60e0
        as first_reply_time_calendar_minutes,
    tickets.first_solved_at,
    tickets.last_solved_at,
    (
        epoch(date_trunc('minute', tickets.first_solved_at))
        - epoch(date_trunc('minute', tickets.created_at))
    ) / 60e0 as first_resolution_calendar_minutes,
    (
        epoch(date_trunc('minute', tickets.last_solved_at))
        - epoch(date_trunc('minute', tickets.created_at))
    ) / 60e0 as final_resolution_calendar_minutes,
    tickets.count_resolutions,
    tickets.reopens,
    tickets.count_public_agent_comments,
    case
        when not tickets.replies_known then null
        when tickets.first_replied_at is not null
            then epoch(tickets.first_replied_at) - epoch(tickets.created_at) <= 86400
        when epoch(run.as_of) - epoch(tickets.created_at) > 86400 then false
    end as answered_within_24h,
    tickets.approximate
from intermediate.tickets
cross join reference.run
