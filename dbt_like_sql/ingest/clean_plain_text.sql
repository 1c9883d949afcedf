-- The same as the other clean_text for printable ASCII without line breaks and outer blanks.
create or replace temp macro clean_text(x) as nullif(x, '')
