with told as (
    select
        customers.customer_id,
        customers.segment,
        customers.country,
        customers.since,
        customers.birth_year,
        customers.age_band,
        year(run.as_of) as told_in,
        'list' as teller
    from staging.customers
    cross join reference.run
    union all
    -- A customer whom no list holds may have told the year of birth in a survey.
    select
        responses.customer_id,
        null as segment,
        null as country,
        null as since,
        responses.birth_year,
        responses.age_band,
        year(responses.submitted_at) as told_in,
        'survey' as teller
    from staging.survey_responses as responses
    cross join reference.run
    where
        responses.customer_id is not null
        and (responses.birth_year is not null or responses.age_band is not null)
        and responses.submitted_at <= run.as_of
),

ages as (
    select
        customer_id,
        segment,
        country,
        since,
        teller,
        birth_year,
        told_in,
        try_cast(regexp_extract(age_band, '([0-9]+)', 1) as integer) as youngest,
        try_cast(regexp_extract(age_band, '([0-9]+)[^0-9]+([0-9]+)', 2) as integer) as oldest
    from told
),

customers as (
    -- "25-34" is taken for its middle, "65+" for as old as it says.
    select
        customer_id,
        max(segment) as segment,
        max(country) as country,
        max(since) as since,
        coalesce(
            max(case when teller = 'list' then birth_year end),
            max(
                case
                    when teller = 'list' then told_in - (youngest + coalesce(oldest, youngest)) // 2
                end
            ),
            max(birth_year),
            max(told_in - (youngest + coalesce(oldest, youngest)) // 2)
        ) as birth_year
    from ages
    group by customer_id
)

select
    customers.customer_id,
    customers.segment,
    customers.country,
    customers.since,
    generations.generation
from customers
left join intermediate.generations
    on customers.birth_year between generations.first_birth_year and generations.last_birth_year
