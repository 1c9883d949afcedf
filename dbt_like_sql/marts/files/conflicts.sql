-- A file that was corrected says of an id what it says last. Rows of an earlier version are no
-- conflict: the version tells which is newer.
with latest_versions as (
    select
        rivals.feed,
        rivals.id,
        rivals.row_key,
        rivals.cells,
        rivals._source,
        rivals._load_id,
        rivals._line,
        ledger.file,
        ledger.loaded_at
    from staging.rivals
    inner join main.ledger
        on rivals._load_id = ledger.load_id
    qualify rank() over (
        partition by rivals.feed, rivals.row_key order by rivals.version desc nulls last
    ) = 1
),

said_last as (
    select *
    from latest_versions
    qualify rank() over (
        partition by feed, row_key, _source, file order by _load_id desc
    ) = 1
),

with_standing as (
    select
        *,
        row_number() over latest_first = 1 as stands,
        first_value(cells) over latest_first as standing_cells
    from said_last
    window latest_first as (partition by feed, row_key order by _load_id desc, _line desc)
),

compared as (
    select
        *,
        list_filter(
            cells, lambda cell: not list_contains(standing_cells, cell)
        ) as differing_cells,
        bool_or(cells <> standing_cells) over (partition by feed, row_key) as is_contested
    from with_standing
)

select
    feed,
    id,
    _source as source,
    file,
    _line as line,
    loaded_at,
    stands,
    nullif(
        array_to_string(
            list_transform(differing_cells, lambda cell: split_part(cell, '=', 1)), ', '
        ),
        ''
    ) as differs_in
from compared
where is_contested
