-- The same as the other clean_text for printable ASCII without line breaks, outer blanks and empty
-- texts.
create or replace temp macro clean_text(x) as x
