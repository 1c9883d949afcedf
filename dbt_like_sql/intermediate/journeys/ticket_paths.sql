with stays as (
    select
        tickets.ticket_id,
        spans.team,
        spans.started_at,
        lag(spans.team) over (partition by tickets.ticket_id order by spans.started_at)
            as team_before
    from intermediate.tickets
    cross join reference.run
    inner join intermediate.ticket_team_spans as spans
        on tickets.ticket_id = spans.ticket_id
    where
        tickets.status <> 'deleted'
        and tickets.created_at >= date_trunc('week', run.as_of) - interval '182' day
        and tickets.created_at < date_trunc('week', run.as_of)
        and spans.team is not null
        -- Who was in charge for no time at all was not on the path.
        and (spans.ended_at is null or spans.ended_at > spans.started_at)
),

steps as (
    select
        ticket_id,
        team,
        row_number() over (partition by ticket_id order by started_at) as place
    from stays
    where team_before is null or team <> team_before
)

select
    ticket_id,
    concat_ws(
        ' → ',
        max(case when place = 1 then team end),
        max(case when place = 2 then team end),
        max(case when place = 3 then team end),
        max(case when place = 4 then team end),
        max(case when place = 5 then team end),
        max(case when place = 6 then team end),
        case when count(*) > 6 then '…' end
    ) as path,
    count(*) - 1 as handoffs,
    count(distinct team) as teams
from steps
group by ticket_id
