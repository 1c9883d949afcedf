-- Keeps the scores of one batch; an older engine's score of the same text gives way.
insert or replace into sentiment.comment_scores by name
select
    text_hash,
    polarity,
    subjectivity,
    label,
    cast($language as varchar) as language,
    cast($engine as varchar) as engine
from new_scores
