with grouped as (
    select
        'company' as group_kind,
        'all' as customer_group,
        customer_id
    from intermediate.customer_years
    union all
    select
        'nps' as group_kind,
        nps_group as customer_group,
        customer_id
    from intermediate.customer_years
    where nps_group is not null
    union all
    select
        'experience' as group_kind,
        experience as customer_group,
        customer_id
    from intermediate.customer_years
    union all
    select
        'generation' as group_kind,
        generation as customer_group,
        customer_id
    from intermediate.customer_years
    where generation is not null
    union all
    select
        'segment' as group_kind,
        segment as customer_group,
        customer_id
    from intermediate.customer_years
    where segment is not null
),

-- Once with everybody, whatever they pay in, and once with who pays in a currency.
by_currency as (
    select
        customer_id,
        'all' as currency,
        cast(null as double) as spend,
        order_days,
        referrals,
        contacts,
        timed_contacts,
        agent_work_minutes
    from intermediate.customer_years
    union all
    select
        customer_id,
        currency,
        spend,
        order_days,
        referrals,
        contacts,
        timed_contacts,
        agent_work_minutes
    from intermediate.customer_years
    where currency is not null
),

sums as (
    select
        grouped.group_kind,
        grouped.customer_group,
        years.currency,
        count(*) as customers,
        sum(case when years.order_days > 0 then 1 else 0 end) as ordering_customers,
        sum(case when years.order_days > 1 then 1 else 0 end) as repeat_customers,
        cast(sum(cast(years.spend as decimal(28, 6))) as double) as spend,
        cast(sum(cast(years.spend * years.spend as decimal(38, 6))) as double) as squares,
        cast(sum(years.referrals) as double) as referrals,
        cast(sum(years.contacts) as double) as contacts,
        cast(sum(years.timed_contacts) as double) as timed_contacts,
        cast(sum(cast(years.agent_work_minutes as decimal(28, 6))) as double) as agent_work_minutes
    from grouped
    inner join by_currency as years
        on grouped.customer_id = years.customer_id
    group by
        grouped.group_kind,
        grouped.customer_group,
        years.currency
),

figures as (
    select
        group_kind,
        customer_group,
        currency,
        customers,
        ordering_customers,
        repeat_customers,
        repeat_customers / nullif(cast(ordering_customers as double), 0e0) as share,
        3.841458820694124e0 / nullif(cast(ordering_customers as double), 0e0) as z_squared_by_n,
        spend / customers as spend_per_customer,
        -- One customer tells nothing of how far others would differ.
        1.959963984540054e0 * sqrt(
            greatest(0e0, squares - spend * spend / customers)
            / nullif(customers - 1e0, 0e0) / customers
        ) as half_width,
        referrals / customers as referrals_per_customer,
        contacts / customers as contacts_per_customer,
        agent_work_minutes / nullif(timed_contacts, 0e0) as agent_work_minutes_per_contact
    from sums
),

-- Wilson's interval, as for other shares.
wilson as (
    select
        group_kind,
        customer_group,
        currency,
        (share + z_squared_by_n / 2e0) / (1e0 + z_squared_by_n) as center,
        sqrt(
            z_squared_by_n * share * (1e0 - share)
            + z_squared_by_n * z_squared_by_n / 4e0
        ) / (1e0 + z_squared_by_n) as half_width
    from figures
    where share is not null
)

select
    figures.group_kind,
    figures.customer_group,
    figures.currency,
    cast(figures.customers as bigint) as customers,
    cast(figures.ordering_customers as bigint) as ordering_customers,
    cast(figures.repeat_customers as bigint) as repeat_customers,
    100e0 * figures.share as repeat_pct,
    case
        when figures.share is not null then 100e0 * greatest(0e0, wilson.center - wilson.half_width)
    end
        as repeat_ci_low,
    case
        when figures.share is not null then 100e0 * least(1e0, wilson.center + wilson.half_width)
    end
        as repeat_ci_high,
    figures.spend_per_customer,
    case
        when figures.half_width > 0e0
            then greatest(0e0, figures.spend_per_customer - figures.half_width)
    end as spend_ci_low,
    case when figures.half_width > 0e0 then figures.spend_per_customer + figures.half_width end
        as spend_ci_high,
    figures.referrals_per_customer,
    figures.contacts_per_customer,
    figures.agent_work_minutes_per_contact,
    run.as_of
from figures
cross join reference.run
left join wilson
    on
        figures.group_kind = wilson.group_kind
        and figures.customer_group = wilson.customer_group
        and figures.currency = wilson.currency
