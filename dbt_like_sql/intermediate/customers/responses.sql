with placed as (
    -- What the answer doesn't say itself is known from the ticket that it is about.
    select
        responses.response_id,
        responses.kind,
        responses.submitted_at,
        responses.score,
        responses.scale_min,
        responses.scale_max,
        responses.comment,
        responses.language,
        responses.ticket_id,
        coalesce(responses.customer_id, tickets.customer_id) as customer_id,
        coalesce(responses.agent_id, tickets.agent_id) as agent_id,
        coalesce(responses.team, tickets.team) as team,
        coalesce(responses.channel, tickets.channel) as channel,
        coalesce(responses.country, tickets.country) as country,
        coalesce(responses.product, tickets.product) as product,
        coalesce(responses.topic, tickets.topic) as topic,
        responses.invited_at
    from staging.survey_responses as responses
    left join intermediate.tickets
        on responses.ticket_id = tickets.ticket_id
    cross join reference.run
    where responses.submitted_at <= run.as_of
)

select
    placed.response_id,
    placed.kind,
    placed.submitted_at,
    placed.score,
    placed.scale_min,
    placed.scale_max,
    placed.comment,
    placed.language,
    placed.ticket_id,
    placed.customer_id,
    placed.agent_id,
    placed.team,
    teams.business_unit,
    placed.channel,
    coalesce(placed.country, teams.country) as country,
    placed.product,
    placed.topic,
    placed.invited_at,
    case
        when placed.kind = 'nps' then placed.score <= 6
        when placed.kind in ('csat', 'ces')
            then placed.score < (placed.scale_min + placed.scale_max) / 2e0
    end as is_bad,
    case
        when placed.kind = 'nps' then placed.score >= 9
        -- The top two boxes, where a scale has four points to eleven.
        when placed.kind = 'csat' and placed.scale_max - placed.scale_min between 3 and 10
            then placed.score >= placed.scale_max - 1
        when placed.kind = 'csat'
            then placed.score >= placed.scale_max - (placed.scale_max - placed.scale_min) / 4e0
        when placed.kind = 'ces'
            then
                placed.score
                >= placed.scale_min + (placed.scale_max - placed.scale_min) * 2e0 / 3e0
    end as is_good,
    {
        'business_unit': teams.business_unit,
        'team': placed.team,
        'country': coalesce(placed.country, teams.country),
        'channel': placed.channel,
        'product': placed.product,
        'segment': customers.segment,
        'generation': customers.generation,
        'language': placed.language
    } as scopes
from placed
left join reference.teams
    on placed.team = teams.team
left join intermediate.customers
    on placed.customer_id = customers.customer_id
