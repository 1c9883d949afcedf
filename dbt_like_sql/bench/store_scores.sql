-- Scores of the comments of `store_answers.sql`, as if they had been scored by an earlier run.
insert into sentiment.comment_scores by name
with written as (
    select distinct
        comment,
        language
    from raw.survey_responses
    where comment is not null
),

drawn as (
    select
        md5(comment) as text_hash,
        language,
        cast(hash(comment) % 2001 as double) / 1000e0 - 1e0 as polarity,
        hash(comment, 'topic') % 12 as topic,
        cast(hash(comment, 'value') % 20 as integer) as service_value,
        ['loyalty', 'accountability', 'honesty', 'originality', 'positivity', 'respect'] as names
    from written
)

select
    text_hash,
    language as declared_language,
    'made up' as version,
    'made up' as engine,
    language,
    false as mixed,
    polarity,
    abs(polarity) as subjectivity,
    0.5e0 + abs(polarity) / 2e0 as confidence,
    case when polarity > 0.2 then 'positive' when polarity < -0.2 then 'negative' else 'neutral' end
        as label,
    map_from_entries([('topic ' || topic, cast(sign(polarity) as tinyint))]) as topics,
    case
        when service_value < 6
            then map_from_entries([(names[1 + service_value], cast(sign(polarity) as tinyint))])
    end as "values"
from drawn
