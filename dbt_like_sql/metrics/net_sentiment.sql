select
    cast("at" as date) as observed_on,
    comment_id as subject,
    scopes,
    false as approximate,
    case label
        when 'positive' then 100e0
        when 'negative' then -100e0
        else 0e0
    end as value
from intermediate.scored_comments
where is_from_customer and label <> 'none'
