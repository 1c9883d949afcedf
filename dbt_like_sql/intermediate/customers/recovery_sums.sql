with answers as (
    select
        "at",
        scopes,
        1 as after_bad,
        case when is_good then 1 else 0 end as won_back,
        (epoch("at") - epoch(bad_at)) / 86400e0 as days,
        0 as let_down,
        0 as let_down_promoters,
        0 as never_let_down,
        0 as never_let_down_promoters
    from intermediate.next_scores
    union all
    select
        "at",
        scopes,
        0 as after_bad,
        0 as won_back,
        cast(null as double) as days,
        case when was_let_down then 1 else 0 end as let_down,
        case when was_let_down and is_promoter then 1 else 0 end as let_down_promoters,
        case when was_let_down then 0 else 1 end as never_let_down,
        case when not was_let_down and is_promoter then 1 else 0 end as never_let_down_promoters
    from intermediate.promoter_histories
),

placed as (
    select
        kinds.scope_kind,
        case kinds.scope_kind
            when 'company' then 'all'
            when 'business_unit' then answers.scopes.business_unit
            when 'team' then answers.scopes.team
            when 'country' then answers.scopes.country
            when 'channel' then answers.scopes.channel
            when 'product' then answers.scopes.product
            when 'segment' then answers.scopes.segment
            when 'generation' then answers.scopes.generation
        end as scope,
        cast(answers."at" as date) as day,
        answers.after_bad,
        answers.won_back,
        answers.days,
        answers.let_down,
        answers.let_down_promoters,
        answers.never_let_down,
        answers.never_let_down_promoters
    from answers
    cross join (
        values
        ('company'),
        ('business_unit'),
        ('team'),
        ('country'),
        ('channel'),
        ('product'),
        ('segment'),
        ('generation')
    ) as kinds (scope_kind)
)

select
    placed.scope_kind,
    placed.scope,
    periods.period_kind,
    periods.period_start,
    periods.period_end,
    cast(sum(placed.after_bad) as double) as after_bad,
    cast(sum(placed.won_back) as double) as won_back,
    median(placed.days) as days,
    cast(sum(placed.let_down) as double) as let_down,
    cast(sum(placed.let_down_promoters) as double) as let_down_promoters,
    cast(sum(placed.never_let_down) as double) as never_let_down,
    cast(sum(placed.never_let_down_promoters) as double) as never_let_down_promoters
from placed
inner join reference.periods
    on placed.day = periods.day
where placed.scope is not null and periods.period_kind in ('quarter', 'year')
group by
    placed.scope_kind,
    placed.scope,
    periods.period_kind,
    periods.period_start,
    periods.period_end
