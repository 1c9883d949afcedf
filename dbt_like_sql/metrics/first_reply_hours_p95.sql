select
    observed_on,
    subject,
    scopes,
    approximate,
    value
from metrics.first_reply_hours_median
