-- Files of the feeds that a metric is made from, with their hashes.
select
    source,
    file,
    sha256,
    rows_read,
    accepted
from reconciliation
where list_contains($feeds, feed) and refused is null and accepted > 0
order by source, file, loaded_at
