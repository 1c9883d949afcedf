-- Before a file is read anew: its refused rows.
delete from quarantine
where load_id = $load_id
