select
    tickets.ticket_id,
    {
        'business_unit': tickets.business_unit,
        'team': tickets.team,
        'country': tickets.country,
        'channel': tickets.channel,
        'product': tickets.product,
        'segment': customers.segment,
        'generation': customers.generation,
        'language': tickets.language
    } as scopes
from intermediate.tickets
left join intermediate.customers
    on tickets.customer_id = customers.customer_id
where tickets.status <> 'deleted'
