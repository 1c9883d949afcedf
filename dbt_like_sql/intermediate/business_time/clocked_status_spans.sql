select
    spans.ticket_id,
    spans.status,
    epoch(spans.started_at) as begins,
    epoch(coalesce(spans.ended_at, run.as_of)) as ends,
    first_moments.open_seconds as open_begins,
    last_moments.open_seconds as open_ends
from intermediate.ticket_status_spans as spans
cross join reference.run
left join intermediate.ticket_clock as first_moments
    on
        spans.ticket_id = first_moments.ticket_id
        and epoch(spans.started_at) = first_moments."at"
left join intermediate.ticket_clock as last_moments
    on
        spans.ticket_id = last_moments.ticket_id
        and epoch(coalesce(spans.ended_at, run.as_of)) = last_moments."at"
