-- What is measured beside what is said, by value.
with facts as (
    select
        named.service_value,
        named.fact,
        named.metric,
        named.needs
    from (
        values
        ('loyalty', 'repeat customers', 'repeat_customers_pct', 'orders'),
        ('accountability', 'kept promises', 'kept_every_promise_pct', 'tickets'),
        ('honesty', 'proactive notices', '', 'a feed of proactive notices'),
        ('originality', 'ideas received', 'idea_pct', 'comments'),
        ('positivity', 'workload balance', 'workload_balance_pct', 'agents, ticket_events'),
        ('respect', 'courtesy', 'courtesy_pct', 'comments')
    ) as named (service_value, fact, metric, needs)
),

measured as (
    select distinct metric
    from marts.scorecard
),

found as (
    select
        comments.scope_kind,
        comments.scope,
        comments.period_start,
        comments.service_value,
        facts.fact,
        nullif(facts.metric, '') as fact_metric,
        facts.needs,
        scorecard.value as fact_value,
        case when facts.metric <> '' then 'percent' end as fact_unit,
        case
            when measured.metric is null then 'not available: needs ' || facts.needs
            else 'no figure of this quarter'
        end as reason
    from intermediate.value_comments as comments
    inner join facts
        on comments.service_value = facts.service_value
    left join measured
        on facts.metric = measured.metric
    left join marts.scorecard as scorecard
        on
            facts.metric = scorecard.metric
            and comments.scope_kind = scorecard.scope_kind
            and comments.scope = scorecard.scope
            and scorecard.period_kind = 'quarter'
            and comments.period_start = scorecard.period_start
)

select
    scope_kind,
    scope,
    period_start,
    service_value,
    fact,
    fact_metric,
    fact_value,
    fact_unit,
    case when fact_value is null then reason end as fact_missing
from found
