select
    observed_on,
    subject,
    scopes,
    approximate,
    value
from metrics.first_reply_business_hours_median
