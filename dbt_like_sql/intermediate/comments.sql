select
    response_id as comment_id,
    response_id,
    ticket_id,
    submitted_at as "at",
    coalesce(language, case when regexp_matches(comment, '[가-힣]') then 'ko' end) as language,
    comment as text,
    md5(comment) as text_hash,
    agent_id,
    team,
    business_unit,
    channel,
    country
from intermediate.responses
where comment is not null
