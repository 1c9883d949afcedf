-- Whether a path was read before with other content; parameters: source, file, load_id.
select count(*) > 0 as are_there
from ledger
where source = $source and file = $file and load_id < $load_id
