with answers as (
    select
        events.ticket_id,
        -- Logs name scores and comments alike; what is no score is a comment.
        case
            when events.event = 'satisfaction_comment' then 'comment'
            when lower(events.value) in ('good', 'bad') then 'score'
            when lower(events.value) in ('offered', 'unoffered', 'not offered') then 'offer'
            else 'comment'
        end as kind,
        events.value,
        events."at",
        events._load_id,
        events._line
    from staging.ticket_events as events
    cross join reference.run
    where
        events.event in ('satisfaction', 'satisfaction_comment')
        and events.value is not null
        and events."at" <= run.as_of
),

in_order as (
    select
        ticket_id,
        kind,
        value,
        "at",
        row_number() over (
            partition by ticket_id, kind order by "at", _load_id, _line
        ) as place,
        count(*) over (partition by ticket_id, kind) as places
    from answers
)

select
    ticket_id,
    bool_or(kind = 'score' or (kind = 'offer' and lower(value) = 'offered'))
        as was_asked_for_rating,
    max(case when kind = 'score' and place = 1 then lower(value) end)
        as ticket_first_satisfaction_score,
    max(case when kind = 'score' and place = places then lower(value) end)
        as ticket_satisfaction_score,
    max(case when kind = 'comment' and place = places then value end)
        as ticket_satisfaction_comment,
    max(case when kind = 'comment' and place = places then "at" end)
        as ticket_satisfaction_commented_at
from in_order
group by ticket_id
