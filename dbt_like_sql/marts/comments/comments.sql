select
    comment_id,
    response_id,
    ticket_id,
    kind,
    "at",
    language,
    mixed,
    text,
    polarity,
    subjectivity,
    confidence,
    label,
    textblob_polarity,
    textblob_subjectivity,
    topics,
    values,
    engine,
    agent_id,
    team
from intermediate.scored_comments
-- Few employees answer; what they wrote would tell who it was.
where is_from_customer or kind = 'mystery'
