with warned as (
    select
        warnings.warning_id,
        grave_comments.comment_id
    from intermediate.early_warnings as warnings
    inner join intermediate.grave_comments
        on warnings.topic = grave_comments.topic
    where warnings.kind = 'grave'
    union all
    select
        warnings.warning_id,
        scored.comment_id
    from intermediate.early_warnings as warnings
    inner join intermediate.scored_comments as scored
        on
            warnings.first_week <= scored."at"
            and warnings.week + 7 > scored."at"
            and warnings.scope = case
                when warnings.scope_kind = 'company' then 'all'
                when warnings.scope_kind = 'team' then scored.team
                when warnings.scope_kind = 'product' then scored.product
            end
    where
        warnings.kind = 'spike'
        and scored.is_from_customer
        and scored.label <> 'none'
        and scored.topics[warnings.topic] = -1
)

select
    warned.warning_id,
    warned.comment_id,
    scored.ticket_id,
    scored."at",
    scored.team,
    scored.product,
    scored.agent_id,
    scored.label,
    scored.polarity,
    scored.text
from warned
inner join intermediate.scored_comments as scored
    on warned.comment_id = scored.comment_id
