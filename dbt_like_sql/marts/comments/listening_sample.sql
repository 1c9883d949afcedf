select
    journeys.week_start,
    journeys.place,
    journeys.ticket_id,
    journeys.outcome,
    journeys.channel,
    journeys.topic,
    journeys.weight,
    cast(row_number() over step_order as integer) as step,
    steps."at",
    (epoch(steps."at") - epoch(lag(steps."at") over step_order)) / 60e0 as minutes_since_previous,
    steps.event,
    steps.detail,
    steps.actor_role,
    steps.is_public,
    steps.score,
    steps.scale_max
from intermediate.listening_journeys as journeys
inner join intermediate.journey_steps as steps
    on journeys.ticket_id = steps.ticket_id
window
    step_order as (
        partition by journeys.ticket_id
        order by steps."at", steps.place_of_feed, steps._load_id, steps._line, steps.response_id
    )
