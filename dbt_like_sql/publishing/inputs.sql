-- Every file that a publication rests on.
select
    source,
    sha256,
    definition
from ledger
order by source, sha256, definition
