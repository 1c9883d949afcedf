-- Distinct texts that the present version has not scored, those never scored before the others.
create or replace temp table unscored_texts as
select
    comments.text_hash,
    comments.declared_language,
    any_value(comments.text) as text
from intermediate.comments
left join sentiment.comment_scores as scores
    on
        comments.text_hash = scores.text_hash
        and comments.declared_language = scores.declared_language
where scores.version is distinct from $version
group by comments.text_hash, comments.declared_language
order by max(scores.version) is not null, comments.text_hash, comments.declared_language
