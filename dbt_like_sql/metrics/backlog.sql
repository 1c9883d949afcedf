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

-- A ticket counts to the team that had it then, not to the one that has it now, and until it was
-- deleted it was backlog like any other.
select
    changes.observed_on,
    changes.ticket_id as subject,
    {
        'business_unit': teams.business_unit,
        'team': changes.team,
        'country': tickets.country,
        'channel': tickets.channel,
        'product': tickets.product,
        'segment': customers.segment,
        'generation': customers.generation,
        'language': tickets.language
    } as scopes,
    tickets.approximate,
    changes.value
from changes
inner join intermediate.tickets
    on changes.ticket_id = tickets.ticket_id
left join intermediate.customers
    on tickets.customer_id = customers.customer_id
left join reference.teams
    on changes.team = teams.team
