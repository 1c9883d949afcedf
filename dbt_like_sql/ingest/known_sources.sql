-- Every source of which something was read.
select distinct source
from ledger
