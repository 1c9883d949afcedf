with standing_rows as (
    select _load_id from staging.survey_responses
    union all
    select _load_id from staging.tickets
    union all
    select _load_id from staging.ticket_events
    union all
    select _load_id from staging.agents
    union all
    select _load_id from staging.shifts
    union all
    select _load_id from staging.customers
    union all
    select _load_id from staging.orders
),

standing as (
    select
        _load_id as load_id,
        count(*) as accepted
    from standing_rows
    group by _load_id
)

-- Rows of a load that no longer stand were superseded by a later version of the same key.
select
    ledger.source,
    ledger.feed,
    ledger.file,
    ledger.sha256,
    ledger.rows_read,
    coalesce(standing.accepted, 0) as accepted,
    ledger.quarantined,
    ledger.duplicates,
    ledger.stored - coalesce(standing.accepted, 0) as superseded,
    ledger.refused,
    ledger.loaded_at
from main.ledger
left join standing
    on ledger.load_id = standing.load_id
