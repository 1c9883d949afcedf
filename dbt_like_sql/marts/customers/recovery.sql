with sums as (
    select
        sums.scope_kind,
        sums.scope,
        sums.period_kind,
        sums.period_start,
        sums.period_end,
        sums.days,
        case when sums.after_bad >= run.min_responses then sums.after_bad end as answers,
        case when sums.let_down >= run.min_responses then sums.let_down end as let_down,
        case when sums.never_let_down >= run.min_responses then sums.never_let_down end
            as never_let_down,
        'fewer than ' || run.min_responses || ' answers' as reason
    from intermediate.recovery_sums as sums
    cross join reference.run
),

-- What fewer answers than the threshold say is not joined.
compared as (
    select
        sums.scope_kind,
        sums.scope,
        sums.period_kind,
        sums.period_start,
        sums.period_end,
        sums.answers,
        sums.let_down,
        sums.never_let_down,
        sums.reason,
        case when sums.answers is not null then sums.days end as days,
        won_back.fraction as won_back,
        won_back.low as won_back_low,
        won_back.high as won_back_high,
        before.fraction as promoters,
        never.fraction as other_promoters,
        before.fraction - never.fraction as difference,
        -- Newcombe 1998, method 10.
        sqrt(power(before.fraction - before.low, 2e0) + power(never.high - never.fraction, 2e0))
            as below,
        sqrt(power(before.high - before.fraction, 2e0) + power(never.fraction - never.low, 2e0))
            as above
    from sums
    left join intermediate.recovery_shares as won_back
        on
            sums.scope_kind = won_back.scope_kind
            and sums.scope = won_back.scope
            and sums.period_kind = won_back.period_kind
            and sums.period_start = won_back.period_start
            and sums.answers = won_back.n
            and won_back.share = 'won_back'
    left join intermediate.recovery_shares as before
        on
            sums.scope_kind = before.scope_kind
            and sums.scope = before.scope
            and sums.period_kind = before.period_kind
            and sums.period_start = before.period_start
            and sums.let_down = before.n
            and before.share = 'let_down'
    left join intermediate.recovery_shares as never
        on
            sums.scope_kind = never.scope_kind
            and sums.scope = never.scope
            and sums.period_kind = never.period_kind
            and sums.period_start = never.period_start
            and sums.never_let_down = never.n
            and never.share = 'never_let_down'
)

select
    scope_kind,
    scope,
    period_kind,
    period_start,
    period_end,
    cast(answers as bigint) as answers_after_bad,
    100e0 * won_back as recovery_pct,
    100e0 * won_back_low as ci_low,
    100e0 * won_back_high as ci_high,
    days as days_to_answer_median,
    case when answers is null then reason end as hidden_reason,
    cast(let_down as bigint) as let_down_answers,
    100e0 * promoters as let_down_promoters_pct,
    cast(never_let_down as bigint) as never_let_down_answers,
    100e0 * other_promoters as never_let_down_promoters_pct,
    100e0 * difference as difference_pct,
    100e0 * (difference - below) as difference_ci_low,
    100e0 * (difference + above) as difference_ci_high,
    case
        when difference is null then null
        when difference - below > 0e0 then 'more promoters'
        when difference + above < 0e0 then 'fewer promoters'
        else 'uncertain'
    end as paradox,
    case when difference is null then reason end as promoters_hidden_reason
from compared
