select
    comments.comment_id,
    comments.response_id,
    comments.ticket_id,
    comments."at",
    comments.language,
    comments.text,
    scores.polarity,
    scores.subjectivity,
    coalesce(scores.label, 'none') as label,
    scores.engine,
    comments.agent_id,
    comments.team,
    comments.business_unit,
    comments.channel,
    comments.country
from intermediate.comments
left join sentiment.comment_scores as scores
    on comments.text_hash = scores.text_hash and comments.language = scores.language
