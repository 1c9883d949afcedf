select
    cast("at" as date) as observed_on,
    comment_id as subject,
    scopes,
    false as approximate,
    100e0 * "values"['respect'] as value
from intermediate.scored_comments
where is_from_customer and "values"['respect'] is not null
