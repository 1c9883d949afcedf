with moments as (
    select
        as_of - interval 365 day as year_ago,
        as_of - interval 730 day as two_years_ago
    from reference.run
),

told as (
    select
        customer_id,
        response_id as told_by,
        kind,
        submitted_at as "at",
        is_bad,
        case
            when kind <> 'nps' then null
            when score >= 9 then 'promoters'
            when score <= 6 then 'detractors'
            else 'passives'
        end as nps_group
    from intermediate.responses
    where is_bad is not null
    union all
    -- A rating has no time of its own that every export tells.
    select
        tickets.customer_id,
        '#' || tickets.ticket_id as told_by,
        'rating' as kind,
        coalesce(tickets.last_solved_at, tickets.created_at) as "at",
        coalesce(ratings.ticket_satisfaction_score, tickets.flat_satisfaction) = 'bad' as is_bad,
        null as nps_group
    from intermediate.tickets
    left join intermediate.ticket_satisfaction as ratings
        on tickets.ticket_id = ratings.ticket_id
    where
        tickets.status <> 'deleted'
        and coalesce(ratings.ticket_satisfaction_score, tickets.flat_satisfaction) is not null
),

told_in_order as (
    select
        told.customer_id,
        told.is_bad,
        told.nps_group,
        row_number() over (
            partition by told.customer_id
            order by told."at" desc, told.told_by desc
        ) as experience_place,
        row_number() over (
            partition by told.customer_id, told.kind
            order by told."at" desc, told.told_by desc
        ) as kind_place
    from told
    cross join moments
    where told."at" > moments.two_years_ago and told."at" <= moments.year_ago
)

select
    customer_id,
    max(case when kind_place = 1 then nps_group end) as nps_group,
    max(
        case
            when experience_place > 1 then null
            when is_bad then 'bad'
            else 'good'
        end
    ) as experience
from told_in_order
where customer_id is not null
group by customer_id
