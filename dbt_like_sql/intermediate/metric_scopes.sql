with combinations as (
    select distinct
        business_unit,
        team,
        country,
        channel
    from metrics.observations
)

select
    business_unit,
    team,
    country,
    channel,
    'company' as scope_kind,
    'all' as scope
from combinations
union all
select
    business_unit,
    team,
    country,
    channel,
    'business_unit' as scope_kind,
    business_unit as scope
from combinations
where business_unit is not null
union all
select
    business_unit,
    team,
    country,
    channel,
    'team' as scope_kind,
    team as scope
from combinations
where team is not null
union all
select
    business_unit,
    team,
    country,
    channel,
    'country' as scope_kind,
    country as scope
from combinations
where country is not null
union all
select
    business_unit,
    team,
    country,
    channel,
    'channel' as scope_kind,
    channel as scope
from combinations
where channel is not null
