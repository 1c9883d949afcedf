with seen as (
    select
        days.team,
        days.kind,
        days.obstacle,
        min(case when days.n > 0 or days.open_tickets > 0 then days.date_day end) as first_seen,
        max(case when days.n > 0 or days.open_tickets > 0 then days.date_day end) as last_seen,
        cast(
            sum(case when days.date_day > cast(run.as_of as date) - 112 then days.n else 0 end)
            as bigint
        ) as n,
        cast(
            sum(case when days.date_day > cast(run.as_of as date) - 112 then days.of_n else 0 end)
            as bigint
        ) as of_n,
        cast(sum(days.open_tickets) as bigint) as open_tickets
    from intermediate.obstacle_days as days
    cross join reference.run
    group by days.team, days.kind, days.obstacle
),

-- A few days' few answers tell nothing, and what single people said is nobody's business.
spans as (
    select
        spans.team,
        spans.obstacle,
        spans.span,
        spans.n,
        spans.share,
        spans.share_low,
        spans.share_high
    from intermediate.obstacle_spans as spans
    cross join reference.run
    where spans.of_n >= run.min_responses
),

-- Difference of two shares with its interval: Newcombe 1998, method 10.
changes as (
    select
        later.team,
        later.obstacle,
        later.span,
        later.share,
        sooner.share as share_sooner,
        later.share - sooner.share - sqrt(
            (later.share - later.share_low) * (later.share - later.share_low)
            + (sooner.share_high - sooner.share) * (sooner.share_high - sooner.share)
        ) as change_low,
        later.share - sooner.share + sqrt(
            (later.share_high - later.share) * (later.share_high - later.share)
            + (sooner.share - sooner.share_low) * (sooner.share - sooner.share_low)
        ) as change_high
    from spans as later
    inner join spans as sooner
        on
            later.team = sooner.team
            and later.obstacle = sooner.obstacle
            and (
                (later.span = 'recent' and sooner.span = 'earlier')
                or (later.span = 'after' and sooner.span = 'before')
            )
),

judged as (
    select
        seen.team,
        seen.kind,
        seen.obstacle,
        seen.n,
        seen.of_n,
        seen.open_tickets,
        seen.first_seen,
        seen.last_seen,
        recent.share as recent_share,
        recent.share_sooner as earlier_share,
        recent.change_low,
        recent.change_high,
        actions.acted_on,
        actions.note,
        seen.kind = 'pulse' and seen.of_n < run.min_responses as is_hidden,
        cast(run.as_of as date) - 28 >= actions.acted_on
        and (
            -- Where it could be met since, it was not; or it was surely met less often.
            (after_span.n = 0 and seen.open_tickets = 0)
            or coalesce(after_action.change_high < 0e0, false)
        ) as is_gone
    from seen
    cross join reference.run
    left join reference.obstacle_actions as actions
        on seen.team = actions.team and seen.obstacle = actions.obstacle
    left join changes as recent
        on
            seen.team = recent.team
            and seen.obstacle = recent.obstacle
            and recent.span = 'recent'
    left join changes as after_action
        on
            seen.team = after_action.team
            and seen.obstacle = after_action.obstacle
            and after_action.span = 'after'
    left join spans as after_span
        on
            seen.team = after_span.team
            and seen.obstacle = after_span.obstacle
            and after_span.span = 'after'
    where seen.n > 0 or seen.open_tickets > 0 or actions.acted_on is not null
)

select
    team,
    kind,
    obstacle,
    n,
    of_n,
    case when of_n > 0 then 100e0 * n / of_n end as per_100,
    open_tickets,
    100e0 * recent_share as recent_per_100,
    100e0 * earlier_share as earlier_per_100,
    100e0 * (recent_share - earlier_share) as change,
    100e0 * change_low as ci_low,
    100e0 * change_high as ci_high,
    case
        when change_low > 0e0 then 'rising'
        when change_high < 0e0 then 'falling'
        when change_low is null then 'insufficient'
        else 'steady'
    end as trend,
    -- The day of a comment may tell who wrote it; its week is enough.
    case when kind = 'pulse' then cast(date_trunc('week', first_seen) as date) else first_seen end
        as first_seen,
    case when kind = 'pulse' then cast(date_trunc('week', last_seen) as date) else last_seen end
        as last_seen,
    case
        when acted_on is null then 'open'
        when is_gone then 'gone'
        else 'acted_on'
    end as status,
    acted_on,
    note,
    is_hidden
from judged
