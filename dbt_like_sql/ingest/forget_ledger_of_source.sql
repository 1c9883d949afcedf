-- Before all files of a source are read again: its ledger rows; parameter: source.
delete from ledger
where source = $source
