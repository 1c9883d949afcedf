-- Columns that a file has and the one before it had not, and the other way round.
with before as (
    select
        name,
        file
    from file_columns
    where
        source = $source
        and load_id = (
            select max(earlier.load_id)
            from file_columns as earlier
            where earlier.source = $source and earlier.load_id < $load_id
        )
),

now as (
    select name
    from file_columns
    where load_id = $load_id
),

file_before as (
    select any_value(file) as file
    from before
),

changes as (
    select
        'columns_added' as code,
        'columns came' as what,
        name
    from now
    where name not in (select before.name from before)
    union all
    select
        'columns_gone' as code,
        'columns went' as what,
        name
    from before
    where name not in (select now.name from now)
)

select
    changes.code,
    changes.what,
    file_before.file as file_before,
    count(*) as n,
    string_agg(changes.name, ', ' order by changes.name) as names
from changes
cross join file_before
where file_before.file is not null
group by
    changes.code,
    changes.what,
    file_before.file
order by changes.code
