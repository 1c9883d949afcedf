-- Before all files of a source are read again: its refused rows; parameter: source.
delete from quarantine
where source = $source
