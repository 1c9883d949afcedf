select
    comment_id,
    response_id,
    ticket_id,
    "at",
    language,
    text,
    polarity,
    subjectivity,
    label,
    agent_id,
    team
from intermediate.scored_comments
