-- Distinct texts of a language that its present engine has not scored.
create or replace temp table unscored_texts as
select
    comments.text_hash,
    any_value(comments.text) as text
from intermediate.comments
where
    comments.language = $language
    and not exists (
        select 1
        from sentiment.comment_scores as scores
        where
            scores.text_hash = comments.text_hash
            and scores.language = $language
            and scores.engine = $engine
    )
group by comments.text_hash
order by comments.text_hash
