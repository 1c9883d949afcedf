with mentions as (
    select
        scored.comment_id,
        unnest(map_keys(scored.topics)) as topic,
        scored.topics
    from intermediate.scored_comments as scored
    cross join reference.run
    where
        scored.is_from_customer
        and scored.label = 'negative'
        and scored.polarity <= -0.8e0
        and epoch(run.as_of) - epoch(scored."at") < 14 * 86400
)

select
    comment_id,
    topic
from mentions
where topic in ('threat_to_leave', 'safety_or_legal') and topics[topic] = -1
