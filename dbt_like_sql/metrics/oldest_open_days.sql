with ages as (
    select
        period_ends.day,
        spans.ticket_id,
        spans.team,
        period_ends.ends_at
    from intermediate.unsolved_spans as spans
    inner join intermediate.period_ends
        on
            spans.started_at < period_ends.ends_at
            and (spans.ended_at is null or spans.ended_at >= period_ends.ends_at)
)

select
    ages.day as observed_on,
    ages.ticket_id as subject,
    {
        'business_unit': teams.business_unit,
        'team': ages.team,
        'country': tickets.country,
        'channel': tickets.channel,
        'product': tickets.product,
        'segment': customers.segment,
        'generation': customers.generation,
        'language': tickets.language
    } as scopes,
    tickets.approximate,
    (epoch(ages.ends_at) - epoch(tickets.created_at)) / 86400e0 as value
from ages
inner join intermediate.tickets
    on ages.ticket_id = tickets.ticket_id
left join intermediate.customers
    on tickets.customer_id = customers.customer_id
left join reference.teams
    on ages.team = teams.team
