with comments as (
    select
        response_id as comment_id,
        response_id,
        ticket_id,
        kind,
        submitted_at as "at",
        language,
        comment as text,
        customer_id,
        agent_id,
        team,
        business_unit,
        channel,
        country,
        product,
        scopes
    from intermediate.responses
    where comment is not null
    union all
    select
        '#' || ratings.ticket_id as comment_id,
        null as response_id,
        ratings.ticket_id,
        'rating' as kind,
        ratings.ticket_satisfaction_commented_at as "at",
        tickets.language,
        ratings.ticket_satisfaction_comment as text,
        tickets.customer_id,
        tickets.agent_id,
        tickets.team,
        tickets.business_unit,
        tickets.channel,
        tickets.country,
        tickets.product,
        ticket_scopes.scopes
    from intermediate.ticket_satisfaction as ratings
    inner join intermediate.tickets
        on ratings.ticket_id = tickets.ticket_id
    inner join intermediate.ticket_scopes
        on ratings.ticket_id = ticket_scopes.ticket_id
    where ratings.ticket_satisfaction_comment is not null
)

select
    comment_id,
    response_id,
    ticket_id,
    kind,
    -- Employees answer pulse surveys, and mystery shoppers are paid for what they write.
    kind in ('nps', 'csat', 'ces', 'rating') as is_from_customer,
    "at",
    coalesce(language, 'und') as declared_language,
    text,
    md5(text) as text_hash,
    customer_id,
    agent_id,
    team,
    business_unit,
    channel,
    country,
    product,
    scopes
from comments
