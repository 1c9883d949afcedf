-- Keeps the scores of one batch; an older version's score of the same text gives way.
insert or replace into sentiment.comment_scores by name
select
    text_hash,
    engine,
    language,
    mixed,
    polarity,
    subjectivity,
    confidence,
    label,
    textblob_polarity,
    textblob_subjectivity,
    topics,
    values,
    declared_language,
    cast($version as varchar) as version
from new_scores
