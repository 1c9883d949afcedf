with tickets as (
    select
        tickets.team,
        tickets.status in ('solved', 'closed') as is_solved,
        case
            when tickets.status in ('solved', 'closed') then cast(tickets.last_solved_at as date)
            else cast(run.as_of as date)
        end as date_day,
        tickets.reopens > 0 as is_reopened,
        tickets.transfers >= 2 as is_bounced,
        not promises.solved_within_sla as is_overdue
    from intermediate.tickets
    inner join intermediate.ticket_promises as promises
        on tickets.ticket_id = promises.ticket_id
    cross join reference.run
    where
        tickets.team is not null
        and tickets.status <> 'deleted'
        and (tickets.status not in ('solved', 'closed') or tickets.last_solved_at is not null)
),

troubles as (
    select
        team,
        'reopened' as kind,
        date_day,
        is_solved,
        is_reopened as is_met
    from tickets
    union all
    select
        team,
        'bounced' as kind,
        date_day,
        is_solved,
        is_bounced as is_met
    from tickets
    union all
    select
        team,
        'overdue' as kind,
        date_day,
        is_solved,
        is_overdue as is_met
    from tickets
),

pulse as (
    select
        comment_id,
        team,
        cast("at" as date) as date_day,
        label
    from intermediate.scored_comments
    where kind = 'pulse' and label <> 'none' and team is not null
),

complaints as (
    select
        pulse.comment_id,
        pulse.team,
        pulse.date_day,
        tags.tag as obstacle
    from pulse
    inner join intermediate.comment_tags as tags
        on pulse.comment_id = tags.comment_id
    where tags.tag_kind = 'topic' and tags.side = -1
),

named as (
    select
        comment_id,
        team,
        date_day,
        obstacle
    from complaints
    union all
    -- A complaint about what no topic holds is one all the same.
    select
        pulse.comment_id,
        pulse.team,
        pulse.date_day,
        'other' as obstacle
    from pulse
    left join complaints
        on pulse.comment_id = complaints.comment_id
    where pulse.label = 'negative' and complaints.comment_id is null
),

pulse_days as (
    select
        team,
        date_day,
        count(*) as of_n
    from pulse
    group by team, date_day
),

obstacles_of_teams as (
    select distinct
        team,
        obstacle
    from named
),

named_days as (
    select
        team,
        obstacle,
        date_day,
        count(*) as n
    from named
    group by team, obstacle, date_day
)

select
    team,
    kind,
    kind as obstacle,
    date_day,
    sum(case when is_solved and is_met then 1 else 0 end) as n,
    sum(case when is_solved and is_met is not null then 1 else 0 end) as of_n,
    sum(case when not is_solved and is_met then 1 else 0 end) as open_tickets
from troubles
where is_met is not null
group by team, kind, date_day
union all
select
    pulse_days.team,
    'pulse' as kind,
    obstacles_of_teams.obstacle,
    pulse_days.date_day,
    coalesce(named_days.n, 0) as n,
    pulse_days.of_n,
    0 as open_tickets
from pulse_days
inner join obstacles_of_teams
    on pulse_days.team = obstacles_of_teams.team
left join named_days
    on
        obstacles_of_teams.team = named_days.team
        and obstacles_of_teams.obstacle = named_days.obstacle
        and pulse_days.date_day = named_days.date_day
