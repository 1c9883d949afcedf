-- The customers who ask in `store_ticket_log.sql`, four of five with a year of birth.
insert into raw.customers by name
with numbers as (
    select unnest(range(0, 300000)) as i
)

select
    'C' || i as customer_id,
    ['home', 'business', 'partner'][1 + cast(hash(i, 'segment') % 3 as integer)] as segment,
    case when i % 5 > 0 then 1940 + cast(hash(i, 'born') % 65 as integer) end as birth_year,
    ['FI', 'KR', 'US', 'GB', 'SE'][1 + cast(hash(i, 'country') % 5 as integer)] as country,
    'customers' as _source,
    4 as _load_id,
    i as _line
from numbers
