-- Before a file is read anew: its ledger row.
delete from ledger
where load_id = $load_id
