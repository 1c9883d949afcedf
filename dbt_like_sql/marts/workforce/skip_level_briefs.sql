with open_and_recent as (
    -- Tickets that can still be talked about.
    select
        tickets.ticket_id,
        tickets.team,
        tickets.created_at,
        tickets.status not in ('solved', 'closed') as is_open,
        tickets.reopens,
        tickets.transfers,
        promises.solved_within_sla
    from intermediate.tickets
    inner join intermediate.ticket_promises as promises
        on tickets.ticket_id = promises.ticket_id
    cross join reference.run
    where
        tickets.status <> 'deleted'
        and (
            tickets.status not in ('solved', 'closed')
            or cast(tickets.last_solved_at as date) > cast(run.as_of as date) - 28
        )
),

examples as (
    select
        team,
        'reopened' as kind,
        ticket_id,
        is_open,
        reopens as times,
        created_at
    from open_and_recent
    where reopens > 0
    union all
    select
        team,
        'bounced' as kind,
        ticket_id,
        is_open,
        transfers as times,
        created_at
    from open_and_recent
    where transfers >= 2
    union all
    select
        team,
        'overdue' as kind,
        ticket_id,
        is_open,
        1 as times,
        created_at
    from open_and_recent
    where not solved_within_sla
),

worst_examples as (
    select
        team,
        kind,
        ticket_id
    from examples
    qualify row_number() over (
        partition by team, kind
        order by is_open desc, times desc, created_at, ticket_id
    ) = 1
),

items as (
    select
        obstacles.team,
        obstacles.kind,
        obstacles.obstacle as item,
        obstacles.n,
        obstacles.per_100,
        obstacles.open_tickets,
        obstacles.trend,
        obstacles.status,
        worst_examples.ticket_id,
        null as comment_id,
        null as quote,
        case when obstacles.trend = 'rising' then 0 else 1 end as group_place,
        -- Which three complaints of employees are told of.
        row_number() over (
            partition by obstacles.team, obstacles.kind
            order by obstacles.n desc, obstacles.obstacle
        ) as place_of_kind
    from intermediate.obstacles
    left join worst_examples
        on obstacles.team = worst_examples.team and obstacles.kind = worst_examples.kind
    where
        not obstacles.is_hidden
        and obstacles.status <> 'gone'
        and (obstacles.n > 0 or obstacles.open_tickets > 0)
    union all
    select
        team,
        'praise' as kind,
        'praise' as item,
        count(*) over (partition by team) as n,
        null as per_100,
        null as open_tickets,
        null as trend,
        null as status,
        ticket_id,
        comment_id,
        quote,
        2 as group_place,
        row_number() over (partition by team order by "at" desc, comment_id) as place_of_kind
    from intermediate.praise
    where team is not null and reached_out_on is null
)

select
    items.team,
    row_number() over (
        partition by items.team
        order by items.group_place, questions.place, items.place_of_kind
    ) as place,
    items.kind,
    items.item,
    items.n,
    items.per_100,
    items.open_tickets,
    items.trend,
    items.status,
    items.ticket_id,
    items.comment_id,
    items.quote,
    questions.question
from items
inner join intermediate.obstacle_questions as questions
    on items.item = questions.obstacle
where items.place_of_kind <= 3
