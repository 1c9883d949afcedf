select
    comments.comment_id,
    comments.response_id,
    comments.ticket_id,
    comments.kind,
    comments.is_from_customer,
    comments."at",
    scores.language,
    scores.mixed,
    comments.text,
    scores.polarity,
    scores.subjectivity,
    scores.confidence,
    scores.label,
    scores.textblob_polarity,
    scores.textblob_subjectivity,
    scores.topics,
    scores.values,
    scores.engine,
    comments.customer_id,
    comments.agent_id,
    comments.team,
    comments.business_unit,
    comments.channel,
    comments.country,
    comments.product,
    -- The language is the one that was found, which the answer may not have declared.
    {
        'business_unit': comments.scopes.business_unit,
        'team': comments.scopes.team,
        'country': comments.scopes.country,
        'channel': comments.scopes.channel,
        'product': comments.scopes.product,
        'segment': comments.scopes.segment,
        'generation': comments.scopes.generation,
        'language': nullif(scores.language, 'und')
    } as scopes
from intermediate.comments
inner join sentiment.comment_scores as scores
    on
        comments.text_hash = scores.text_hash
        and comments.declared_language = scores.declared_language
