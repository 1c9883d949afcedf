with tagged as (
    select
        comment_id,
        'topic' as tag_kind,
        topics as sides,
        unnest(map_keys(topics)) as tag
    from intermediate.scored_comments
    union all
    select
        comment_id,
        'value' as tag_kind,
        values as sides,
        unnest(map_keys(values)) as tag
    from intermediate.scored_comments
)

select
    comment_id,
    tag_kind,
    tag,
    sides[tag] as side
from tagged
