with suggestions as (
    select
        comment_id,
        "at",
        text,
        language,
        product,
        team,
        agent_id,
        customer_id,
        response_id,
        ticket_id,
        -- Punctuation is a blank, so that a word begins and ends with one.
        ' ' || regexp_replace(lower(text), '[^a-z0-9äöå가-힣]+', ' ', 'g') || ' ' as words
    from intermediate.scored_comments
    where is_from_customer and topics['idea'] is not null
),

named as (
    select
        suggestions.comment_id,
        known.idea
    from suggestions
    inner join reference.idea_words as known
        on contains(suggestions.words, known.stem)
    qualify row_number() over (
        partition by suggestions.comment_id order by known.place, known.stem
    ) = 1
),

-- What no word tells, the topics of the same comment may: complaints before the rest.
beside as (
    select
        suggestions.comment_id,
        tags.tag as idea
    from suggestions
    inner join intermediate.comment_tags as tags
        on suggestions.comment_id = tags.comment_id
    where tags.tag_kind = 'topic' and tags.tag not in ('idea', 'staff_praise', 'threat_to_leave')
    qualify row_number() over (
        partition by suggestions.comment_id order by tags.side, tags.tag
    ) = 1
)

select
    suggestions.comment_id,
    coalesce(named.idea, 'about_' || beside.idea, 'other') as idea,
    suggestions."at",
    suggestions.text,
    suggestions.language,
    suggestions.product,
    suggestions.team,
    suggestions.agent_id,
    suggestions.customer_id,
    suggestions.response_id,
    suggestions.ticket_id
from suggestions
left join named
    on suggestions.comment_id = named.comment_id
left join beside
    on suggestions.comment_id = beside.comment_id
