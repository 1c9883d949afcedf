select
    comment_id,
    idea,
    "at",
    text as quote,
    language,
    product,
    team,
    agent_id,
    response_id,
    ticket_id
from intermediate.idea_comments
