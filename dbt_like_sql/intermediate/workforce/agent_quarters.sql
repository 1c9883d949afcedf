with solved as (
    select
        tickets.agent_id,
        periods.period_start as quarter_start,
        tickets.team,
        count(*) as tickets,
        row_number() over (
            partition by tickets.agent_id, periods.period_start
            order by count(*) desc, tickets.team
        ) as place
    from intermediate.tickets
    inner join reference.periods
        on cast(tickets.last_solved_at as date) = periods.day
    where
        periods.period_kind = 'quarter'
        and tickets.status in ('solved', 'closed')
        and tickets.agent_id is not null
    group by
        tickets.agent_id,
        periods.period_start,
        tickets.team
)

select
    agent_id,
    quarter_start,
    max(case when place = 1 then team end) as team,
    cast(sum(tickets) as bigint) as solved_tickets
from solved
group by
    agent_id,
    quarter_start
