-- What a flat export says of the tickets of `store_ticket_log.sql`: where they came from, and whose
-- they are. Every third was rated.
insert into raw.tickets by name
with numbers as (
    select unnest(range(0, $tickets)) as i
)

select
    'T' || (1000000 + i) as ticket_id,
    make_timestamp(1000000 * cast(1704067200 + (i * 9461) % 94608000 as bigint)) as created_at,
    'solved' as status,
    ['email', 'phone', 'chat', 'web'][1 + cast(hash(i, 'channel') % 4 as integer)] as channel,
    'topic ' || (hash(i, 'topic') % 30) as topic,
    ['FI', 'KR', 'US', 'GB', 'SE'][1 + cast(hash(i, 'country') % 5 as integer)] as country,
    'product ' || (hash(i, 'product') % 20) as product,
    ['en', 'ko', 'fi'][1 + cast(hash(i, 'language') % 3 as integer)] as language,
    'C' || (i % 300000) as customer_id,
    'A' || (i % 400) as agent_id,
    ['good', 'bad', 'offered'][1 + cast(hash(i, 'rated') % 9 as integer)] as satisfaction,
    make_timestamp(1000000 * cast(1704067200 + (i * 9461) % 94608000 as bigint)) as updated_at,
    'tickets' as _source,
    2 as _load_id,
    i as _line
from numbers
