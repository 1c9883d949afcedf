-- What each generation of customers feels and gets in the last whole quarter, the youngest first.
with quarters as (
    select
        generations.generation,
        generations.metric,
        generations.value,
        generations.standing,
        generations.hidden_reason,
        generations.availability,
        registry.name_en,
        registry.position
    from marts.generations
    left join reference.metrics as registry
        on generations.metric = registry.metric
    where generations.period_kind = 'quarter' or generations.availability is not null
)

select
    generation,
    max(case when metric = 'nps' then value end) as nps,
    max(case when metric = 'csat' then value end) as csat,
    max(case when metric = 'net_sentiment' then value end) as net_sentiment,
    max(case when metric = 'answered_within_24h_pct' then value end) as answered_within_24h_pct,
    max(case when metric = 'kept_every_promise_pct' then value end) as kept_every_promise_pct,
    max(case when metric = 'repeat_contact_90_days_pct' then value end)
        as repeat_contact_90_days_pct,
    coalesce(
        string_agg(name_en || ': ' || standing, '; ' order by position) filter (
            where standing in ('better', 'worse')
        ),
        'nothing'
    ) as differs,
    'hidden: ' || min(hidden_reason) filter (
        where metric in ('nps', 'csat', 'net_sentiment')
    ) as not_shown,
    min(availability) as availability,
    count(*) over () as rows_in_all
from quarters
group by generation
order by list_position(['alpha', 'z', 'millennials', 'x', 'boomers', 'silent'], generation)
