with answers as (
    select
        response_id,
        submitted_at,
        kind,
        customer_id,
        ticket_id,
        -- Answers about one ticket are of one experience.
        coalesce(ticket_id, response_id) as experience,
        is_bad,
        is_good,
        scopes
    from intermediate.responses
    where is_bad is not null and customer_id is not null
),

experiences as (
    select
        customer_id,
        experience,
        bool_or(is_bad) as is_bad,
        min(submitted_at) as "at"
    from answers
    group by customer_id, experience
),

in_order as (
    select
        customer_id,
        experience,
        lag(is_bad) over (partition by customer_id order by "at", experience) as was_bad
    from experiences
),

let_down as (
    select
        customer_id,
        min("at") as first_at
    from intermediate.next_scores
    group by customer_id
),

histories as (
    select
        answers.response_id,
        answers.submitted_at as "at",
        case
            when in_order.was_bad then true
            when let_down.first_at is null or let_down.first_at > answers.submitted_at then false
        end as was_let_down,
        answers.is_good as is_promoter,
        answers.scopes
    from answers
    inner join in_order
        on
            answers.customer_id = in_order.customer_id
            and answers.experience = in_order.experience
    left join let_down
        on answers.customer_id = let_down.customer_id
    left join intermediate.ticket_promises as promises
        on answers.ticket_id = promises.ticket_id
    -- Of both groups those who were served well this time.
    where
        answers.kind = 'nps'
        and coalesce(promises.answered_within_24h, true)
        and coalesce(promises.solved_within_sla, true)
        and coalesce(promises.not_bounced, true)
        and coalesce(promises.not_reopened, true)
)

select
    response_id,
    "at",
    was_let_down,
    is_promoter,
    scopes
from histories
where was_let_down is not null
