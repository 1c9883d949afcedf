-- Before a file is read anew: the refused rows of others that it worked off.
delete from repairs
where load_id = $load_id
