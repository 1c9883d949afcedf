select
    response_id as comment_id,
    response_id,
    ticket_id,
    submitted_at as "at",
    coalesce(language, 'und') as declared_language,
    comment as text,
    md5(comment) as text_hash,
    agent_id,
    team,
    business_unit,
    channel,
    country,
    scopes
from intermediate.responses
where comment is not null
