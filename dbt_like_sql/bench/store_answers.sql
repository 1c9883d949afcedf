-- Stores $responses survey answers about tickets of `store_ticket_log.sql`, two of three with a
-- comment.
insert into raw.survey_responses by name
with numbers as (
    select unnest(range(0, $responses)) as i
),

answers as (
    select
        i,
        hash(i, 'kind') % 100 as kind_draw,
        hash(i, 'score') % 100 as score_draw,
        (i * 3) % $tickets as ticket
    from numbers
)

select
    'R' || i as response_id,
    'after help' as survey,
    case
        when kind_draw < 45 then 'nps'
        when kind_draw < 75 then 'csat'
        when kind_draw < 95 then 'ces'
        when kind_draw < 97 then 'enps'
        when kind_draw < 98 then 'pulse'
        else 'mystery'
    end as kind,
    make_timestamp(
        1000000 * cast(1704067200 + (ticket * 9461) % 94608000 + 86400 + hash(i) % 400000 as bigint)
    ) as submitted_at,
    case
        when kind_draw < 45 or kind_draw between 95 and 96 then cast(score_draw // 10 as double) + 1
        else 1e0 + score_draw % 5
    end as score,
    case when kind_draw < 45 or kind_draw between 95 and 96 then 0e0 else 1e0 end as scale_min,
    case when kind_draw < 45 or kind_draw between 95 and 96 then 10e0 else 5e0 end as scale_max,
    case when i % 3 < 2 then 'comment ' || (hash(i, 'comment') % 50000) end as comment,
    ['en', 'ko', 'fi'][1 + cast(hash(i, 'language') % 3 as integer)] as language,
    case when kind_draw < 95 then 'T' || (1000000 + ticket) end as ticket_id,
    case when kind_draw >= 95 then 'Team ' || (i % 12) end as team,
    'answers' as _source,
    3 as _load_id,
    i as _line
from answers
