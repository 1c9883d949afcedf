-- Names of all members of all items, as a source file spells them; view: items.
select distinct
    replace(
        substr(regexp_replace(member.fullkey, '\[([0-9]+)\]', '.\1', 'g'), 3), '"', ''
    ) as name
from items
cross join json_tree(items.item) as member
where member.fullkey <> '$'
