select
    _source || ':' || response_id as response_id,
    survey,
    kind,
    submitted_at,
    score,
    scale_min,
    scale_max,
    comment,
    substr(language, 1, 2) as language,
    customer_id,
    ticket_id,
    agent_id,
    team,
    channel,
    country,
    product,
    topic,
    birth_year,
    age_band,
    invited_at,
    _load_id
from raw.survey_responses
qualify row_number() over (
    partition by _source, response_id order by _load_id desc, _line desc
) = 1
