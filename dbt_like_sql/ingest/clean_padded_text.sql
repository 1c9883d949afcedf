-- The same as the other clean_text for printable ASCII without line breaks.
create or replace temp macro clean_text(x) as nullif(trim(x), '')
