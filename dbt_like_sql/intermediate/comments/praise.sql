with praised as (
    select
        comment_id,
        array_to_string(list_sort(list(tag)), ', ') as praised,
        bool_or(tag_kind = 'value' or tag in ('staff_praise', 'attitude')) as is_about_people
    from intermediate.comment_tags
    where side = 1
    group by comment_id
),

asked as (
    select
        tickets.ticket_id,
        coalesce(satisfaction.was_asked_for_rating, false)
        or coalesce(tickets.flat_was_asked_for_rating, false) as was_asked
    from intermediate.tickets
    left join intermediate.ticket_satisfaction as satisfaction
        on tickets.ticket_id = satisfaction.ticket_id
)

select
    comments.comment_id,
    comments."at",
    comments.agent_id,
    comments.team,
    comments.text as quote,
    comments.language,
    comments.polarity,
    praised.praised,
    comments.kind,
    responses.score,
    responses.scale_max,
    comments.response_id,
    comments.ticket_id,
    comments.kind = 'rating' and not asked.was_asked as unsolicited,
    outreach.reached_out_on,
    outreach.reached_out_by
from intermediate.scored_comments as comments
cross join reference.run
inner join praised
    on comments.comment_id = praised.comment_id
left join intermediate.responses
    on comments.response_id = responses.response_id
left join asked
    on comments.ticket_id = asked.ticket_id
left join reference.outreach
    on comments.comment_id = outreach.comment_id
where
    comments.is_from_customer
    and comments.label = 'positive'
    -- The line of very negative comments, mirrored; who was not asked need not be beside oneself.
    and (comments.polarity >= 0.8e0 or (comments.kind = 'rating' and not asked.was_asked))
    and praised.is_about_people
    and epoch(run.as_of) - epoch(comments."at") <= 90 * 86400
