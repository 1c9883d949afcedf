-- Later contents of a path that is read anew must be read anew too, even if the run is killed
-- before; parameters: source, file, load_id.
update ledger
set definition = ''
where source = $source and file = $file and load_id > $load_id
