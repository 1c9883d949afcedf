-- The company's last whole quarters, the latest first.
select
    recovery.period_start,
    recovery.period_end,
    recovery.answers_after_bad,
    recovery.recovery_pct,
    recovery.ci_low,
    recovery.ci_high,
    recovery.let_down_promoters_pct,
    recovery.never_let_down_promoters_pct,
    recovery.difference_pct,
    recovery.difference_ci_low,
    recovery.difference_ci_high,
    recovery.paradox,
    nullif(
        concat_ws(
            '; ',
            'recovery hidden: ' || recovery.hidden_reason,
            'promoters hidden: ' || recovery.promoters_hidden_reason
        ),
        ''
    ) as not_shown,
    recovery.availability,
    count(*) over () as rows_in_all
from marts.company_recovery as recovery
cross join reference.run
where
    recovery.availability is not null
    or (
        recovery.scope_kind = 'company'
        and recovery.period_kind = 'quarter'
        and recovery.period_end < cast(run.as_of as date)
    )
order by recovery.period_start desc
limit 5
