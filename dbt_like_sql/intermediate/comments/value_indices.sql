with counts as (
    select
        scope_kind,
        scope,
        period_start,
        service_value,
        'own' as whose,
        n,
        praise,
        complaints
    from intermediate.value_comments
    union all
    select
        teams.scope_kind,
        teams.scope,
        teams.period_start,
        teams.service_value,
        'others' as whose,
        company.n - teams.n as n,
        company.praise - teams.praise as praise,
        company.complaints - teams.complaints as complaints
    from intermediate.value_comments as teams
    inner join intermediate.value_comments as company
        on
            teams.period_start = company.period_start
            and teams.service_value = company.service_value
            and company.scope_kind = 'company'
    where teams.scope_kind = 'team'
),

shares as (
    select
        scope_kind,
        scope,
        period_start,
        service_value,
        whose,
        n,
        (praise - complaints) / n as balance,
        (praise + complaints) / n - power((praise - complaints) / n, 2e0) as variance,
        -- Wilson's lower end of a share of 1: what all agree on, at least so many think.
        n / (n + 3.841458820694124e0) as agreed,
        praise = n as all_praise,
        complaints = n as all_complain
    from counts
    where n > 0e0
),

ends as (
    select
        scope_kind,
        scope,
        period_start,
        service_value,
        whose,
        n,
        balance,
        case
            when variance > 1e-9 then balance - 1.959963984540054e0 * sqrt(variance / n)
            when all_praise then 2e0 * agreed - 1e0
            when all_complain then -1e0
            else agreed - 1e0
        end as low,
        case
            when variance > 1e-9 then balance + 1.959963984540054e0 * sqrt(variance / n)
            when all_praise then 1e0
            when all_complain then 1e0 - 2e0 * agreed
            else 1e0 - agreed
        end as high
    from shares
)

select
    scope_kind,
    scope,
    period_start,
    service_value,
    whose,
    n,
    100e0 * balance as value_index,
    100e0 * greatest(-1e0, low) as ci_low,
    100e0 * least(1e0, high) as ci_high
from ends
