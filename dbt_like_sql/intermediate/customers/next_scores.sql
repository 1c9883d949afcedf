with scores as (
    select
        response_id,
        ticket_id,
        customer_id,
        kind,
        submitted_at as "at",
        is_bad,
        is_good,
        scopes
    from intermediate.responses
    where is_bad is not null and customer_id is not null
),

-- What was broken while the ticket was worked on; what its own score says comes after that.
bad_tickets as (
    select
        tickets.ticket_id,
        tickets.customer_id,
        tickets.last_solved_at as "at"
    from intermediate.tickets
    inner join intermediate.ticket_promises as promises
        on tickets.ticket_id = promises.ticket_id
    left join intermediate.ticket_satisfaction as satisfaction
        on tickets.ticket_id = satisfaction.ticket_id
    where
        tickets.customer_id is not null
        and tickets.status in ('solved', 'closed')
        and tickets.last_solved_at is not null
        and (
            not promises.answered_within_24h
            or not promises.solved_within_sla
            or not promises.not_bounced
            or not promises.not_reopened
            or coalesce(satisfaction.ticket_satisfaction_score, tickets.flat_satisfaction) = 'bad'
        )
),

experiences as (
    select
        customer_id,
        "at",
        'ticket' as experience,
        ticket_id as id,
        true as is_bad
    from bad_tickets
    union all
    select
        customer_id,
        "at",
        'answer' as experience,
        response_id as id,
        is_bad
    from scores
),

in_order as (
    select
        experience,
        id,
        lag(is_bad) over one_after_another as was_bad,
        lag("at") over one_after_another as bad_at,
        lag(experience) over one_after_another as experience_before
    from experiences
    -- Of one moment, a ticket was solved before somebody answered.
    window one_after_another as (
        partition by customer_id
        order by "at", experience desc, id
    )
)

select
    scores.response_id,
    scores.ticket_id,
    scores.customer_id,
    scores.kind,
    scores."at",
    in_order.bad_at,
    in_order.experience_before = 'ticket' as is_after_ticket,
    scores.is_good,
    scores.scopes
from in_order
inner join scores
    on in_order.id = scores.response_id
where in_order.experience = 'answer' and in_order.was_bad
