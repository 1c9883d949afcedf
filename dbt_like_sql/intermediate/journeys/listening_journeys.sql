with in_order as (
    select
        week_start,
        ticket_id,
        channel,
        topic,
        outcome,
        told_until,
        md5(cast(week_start as varchar) || ticket_id) as lot,
        md5(cast(week_start as varchar) || outcome) as lot_of_outcome,
        count(*) over (partition by week_start, outcome) as stratum_size,
        row_number() over (
            partition by week_start, outcome
            order by channel, md5(cast(week_start as varchar) || ticket_id), ticket_id
        ) as place
    from intermediate.finished_journeys
),

dealt as (
    -- Twelve journeys a week, dealt to the outcomes in turn.
    select
        week_start,
        outcome
    from in_order
    qualify row_number() over (partition by week_start order by place, outcome) <= 12
),

shares as (
    select
        week_start,
        outcome,
        count(*) as drawn
    from dealt
    group by week_start, outcome
),

begun as (
    -- Where in the list to begin, from 0 to 1, by four digits of the lot.
    select
        in_order.week_start,
        in_order.ticket_id,
        in_order.channel,
        in_order.topic,
        in_order.outcome,
        in_order.told_until,
        in_order.lot,
        in_order.stratum_size,
        in_order.place,
        shares.drawn,
        (
            4096 * (strpos('0123456789abcdef', substr(in_order.lot_of_outcome, 1, 1)) - 1)
            + 256 * (strpos('0123456789abcdef', substr(in_order.lot_of_outcome, 2, 1)) - 1)
            + 16 * (strpos('0123456789abcdef', substr(in_order.lot_of_outcome, 3, 1)) - 1)
            + (strpos('0123456789abcdef', substr(in_order.lot_of_outcome, 4, 1)) - 1)
            + 0.5e0
        ) / 65536e0 as start
    from in_order
    inner join shares
        on in_order.week_start = shares.week_start and in_order.outcome = shares.outcome
)

-- Every so-manieth of the list, which is sorted by channel, so that each channel has its share.
select
    week_start,
    cast(row_number() over (partition by week_start order by lot, ticket_id) as integer) as place,
    ticket_id,
    outcome,
    channel,
    topic,
    1e0 * stratum_size / drawn as weight,
    told_until
from begun
where
    floor(1e0 * place * drawn / stratum_size + start)
    > floor(1e0 * (place - 1) * drawn / stratum_size + start)
