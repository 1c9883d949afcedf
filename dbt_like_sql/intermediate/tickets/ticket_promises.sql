with slas as (
    select
        ticket_id,
        bool_or(status = 'missed') as is_missed,
        bool_or(status = 'running') or count(*) > count(status) as is_undecided
    from intermediate.sla_times
    group by ticket_id
),

answers as (
    select
        ticket_id,
        bool_or(is_bad) as has_bad_one
    from intermediate.responses
    where ticket_id is not null
    group by ticket_id
),

ratings as (
    select
        tickets.ticket_id,
        coalesce(satisfaction.ticket_satisfaction_score, tickets.flat_satisfaction) as rating
    from intermediate.tickets
    left join intermediate.ticket_satisfaction as satisfaction
        on tickets.ticket_id = satisfaction.ticket_id
)

select
    tickets.ticket_id,
    case
        when not coalesce(tickets.replies_known, false) then null
        when tickets.first_replied_at is not null
            then epoch(tickets.first_replied_at) - epoch(tickets.created_at) <= 86400
        when epoch(run.as_of) - epoch(tickets.created_at) > 86400 then false
    end as answered_within_24h,
    case when slas.is_missed then false when not slas.is_undecided then true end
        as solved_within_sla,
    tickets.transfers <= 1 as not_bounced,
    tickets.reopens = 0 as not_reopened,
    case
        when ratings.rating = 'bad' or answers.has_bad_one then false
        when ratings.rating = 'good' or not answers.has_bad_one then true
    end as not_negative
from intermediate.tickets
cross join reference.run
inner join ratings
    on tickets.ticket_id = ratings.ticket_id
left join slas
    on tickets.ticket_id = slas.ticket_id
left join answers
    on tickets.ticket_id = answers.ticket_id
