select
    observed_on,
    subject,
    scopes,
    approximate,
    value
from metrics.full_resolution_hours_median
