with measures as (
    select
        team,
        period_start,
        max(case when measure = 'open tickets per agent' then value end)
            as open_tickets_per_agent,
        max(case when measure = 'open tickets per agent' then upper_limit end)
            as open_tickets_per_agent_limit,
        max(case when measure = 'open tickets per agent' then company_value end)
            as open_tickets_per_agent_company,
        max(case when measure = 'contacts per hour' then value end)
            as contacts_per_scheduled_hour,
        max(case when measure = 'contacts per hour' then upper_limit end)
            as contacts_per_scheduled_hour_limit,
        max(case when measure = 'contacts per hour' then company_value end)
            as contacts_per_scheduled_hour_company,
        max(case when measure = 'overtime' then value end)
            as overtime_minutes_per_scheduled_hour,
        max(case when measure = 'overtime' then upper_limit end)
            as overtime_minutes_per_scheduled_hour_limit,
        max(case when measure = 'overtime' then company_value end)
            as overtime_minutes_per_scheduled_hour_company,
        max(case when measure = 'after-hours work' then value end)
            as after_hours_pct,
        max(case when measure = 'after-hours work' then upper_limit end)
            as after_hours_pct_limit,
        max(case when measure = 'after-hours work' then company_value end)
            as after_hours_pct_company,
        100e0 - max(case when measure = 'imbalance' then value end) as balance_pct,
        100e0 - max(case when measure = 'imbalance' then upper_limit end) as balance_pct_limit,
        100e0 - max(case when measure = 'imbalance' then company_value end) as balance_pct_company,
        count(case when is_above_own_past or is_above_company then 1 end) as signals,
        nullif(
            array_to_string(
                list_sort(
                    list(
                        case
                            when is_above_own_past and is_above_company
                                then measure || ' (above its past, twice the company)'
                            when is_above_own_past then measure || ' (above its past)'
                            when is_above_company then measure || ' (twice the company)'
                        end
                    )
                ),
                ', '
            ),
            ''
        ) as reasons
    from intermediate.workload_measures
    group by
        team,
        period_start
)

select
    weeks.team,
    weeks.period_start,
    weeks.period_end,
    cast(weeks.agents as bigint) as agents,
    weeks.agents_at_work,
    weeks.scheduled_hours,
    60e0 * weeks.overtime_hours as overtime_minutes,
    cast(weeks.open_tickets as bigint) as open_tickets,
    cast(weeks.new_tickets as bigint) as new_tickets,
    cast(weeks.replies as bigint) as replies,
    measures.open_tickets_per_agent,
    measures.open_tickets_per_agent_limit,
    measures.open_tickets_per_agent_company,
    measures.contacts_per_scheduled_hour,
    measures.contacts_per_scheduled_hour_limit,
    measures.contacts_per_scheduled_hour_company,
    measures.overtime_minutes_per_scheduled_hour,
    measures.overtime_minutes_per_scheduled_hour_limit,
    measures.overtime_minutes_per_scheduled_hour_company,
    measures.after_hours_pct,
    measures.after_hours_pct_limit,
    measures.after_hours_pct_company,
    measures.balance_pct,
    measures.balance_pct_limit,
    measures.balance_pct_company,
    measures.signals >= 2 as strained,
    measures.reasons
from intermediate.team_weeks as weeks
inner join measures
    on
        weeks.team = measures.team
        and weeks.period_start = measures.period_start
