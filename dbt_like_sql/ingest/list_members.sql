-- Members of an object that hold lists, at the top and one level below; table: documents.
with top_members as (
    select
        member.key as name,
        member.type,
        member.value
    from documents
    cross join json_each(documents.item) as member
),

inner_members as (
    select
        top_members.name || '.' || member.key as name,
        member.type
    from top_members
    cross join json_each(top_members.value) as member
    where top_members.type = 'OBJECT'
)

select name
from top_members
where type = 'ARRAY'
union
select name
from inner_members
where type = 'ARRAY'
order by name
