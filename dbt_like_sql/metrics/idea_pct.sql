select
    cast("at" as date) as observed_on,
    comment_id as subject,
    scopes,
    false as approximate,
    case when topics['idea'] is not null then 1e0 else 0e0 end as value
from intermediate.scored_comments
where is_from_customer and label <> 'none'
