select
    ticket_id,
    created_at,
    status,
    priority,
    channel,
    type,
    topic,
    subject,
    customer_id,
    agent_id,
    team,
    product,
    country,
    substr(language, 1, 2) as language,
    first_replied_at,
    solved_at,
    closed_at,
    reopens,
    transfers,
    replies,
    satisfaction,
    tags,
    updated_at,
    _source,
    _load_id
from raw.tickets
qualify row_number() over (
    partition by ticket_id order by updated_at desc nulls last, _load_id desc, _line desc
) = 1
