with changes as (
    select
        ticket_id,
        team,
        cast(started_at as date) as observed_on,
        1e0 as value
    from intermediate.unsolved_spans
    union all
    select
        ticket_id,
        team,
        cast(ended_at as date) as observed_on,
        -1e0 as value
    from intermediate.unsolved_spans
    where ended_at is not null
)

select
    changes.observed_on,
    teams.business_unit,
    changes.team,
    tickets.country,
    tickets.channel,
    tickets.approximate,
    changes.value
from changes
inner join intermediate.tickets
    on changes.ticket_id = tickets.ticket_id
left join reference.teams
    on changes.team = teams.team
