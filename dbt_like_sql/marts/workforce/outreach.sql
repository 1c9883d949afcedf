select
    comment_id,
    "at",
    agent_id,
    team,
    quote,
    language,
    polarity,
    praised,
    kind,
    score,
    scale_max,
    response_id,
    ticket_id,
    unsolicited,
    reached_out_on,
    reached_out_by
from intermediate.praise
