-- Events have no key, so none of them is another's rival.
select
    'agents' as feed,
    concat_ws(' ', agent_id, cast(valid_from as varchar)) as id,
    [agent_id, cast(valid_from as varchar)] as row_key,
    cast(null as timestamp) as version,
    [
        concat('name=', name), concat('team=', team), concat('business_unit=', business_unit),
        concat('manager_id=', manager_id), concat('country=', country), concat('role=', role),
        concat('level=', level), concat('pay_band=', pay_band),
        concat('hired_on=', cast(hired_on as varchar)),
        concat('left_on=', cast(left_on as varchar)), concat('valid_to=', cast(valid_to as varchar))
    ] as cells,
    _source,
    _load_id,
    _line
from raw.agents
qualify count(*) over (partition by agent_id, valid_from) > 1
union all
select
    'customers' as feed,
    customer_id as id,
    [customer_id] as row_key,
    cast(null as timestamp) as version,
    [
        concat('segment=', segment), concat('birth_year=', cast(birth_year as varchar)),
        concat('age_band=', age_band), concat('country=', country),
        concat('since=', cast(since as varchar))
    ] as cells,
    _source,
    _load_id,
    _line
from raw.customers
qualify count(*) over (partition by customer_id) > 1
union all
select
    'orders' as feed,
    order_id as id,
    [order_id] as row_key,
    cast(null as timestamp) as version,
    [
        concat('customer_id=', customer_id), concat('ordered_at=', cast(ordered_at as varchar)),
        concat('amount=', cast(amount as varchar)), concat('currency=', currency),
        concat('referred_by=', referred_by)
    ] as cells,
    _source,
    _load_id,
    _line
from raw.orders
qualify count(*) over (partition by order_id) > 1
union all
select
    'shifts' as feed,
    concat_ws(' ', agent_id, cast(scheduled_start as varchar)) as id,
    [agent_id, cast(scheduled_start as varchar)] as row_key,
    cast(null as timestamp) as version,
    [
        concat('scheduled_end=', cast(scheduled_end as varchar)),
        concat('actual_start=', cast(actual_start as varchar)),
        concat('actual_end=', cast(actual_end as varchar))
    ] as cells,
    _source,
    _load_id,
    _line
from raw.shifts
qualify count(*) over (partition by agent_id, scheduled_start) > 1
union all
select
    'survey_responses' as feed,
    response_id as id,
    [_source, response_id] as row_key,
    cast(null as timestamp) as version,
    [
        concat('survey=', survey), concat('kind=', kind),
        concat('submitted_at=', cast(submitted_at as varchar)),
        concat('score=', cast(score as varchar)), concat('scale_min=', cast(scale_min as varchar)),
        concat('scale_max=', cast(scale_max as varchar)), concat('comment=', comment),
        concat('language=', language), concat('customer_id=', customer_id),
        concat('ticket_id=', ticket_id), concat('agent_id=', agent_id), concat('team=', team),
        concat('channel=', channel), concat('country=', country), concat('product=', product),
        concat('topic=', topic), concat('birth_year=', cast(birth_year as varchar)),
        concat('age_band=', age_band), concat('invited_at=', cast(invited_at as varchar))
    ] as cells,
    _source,
    _load_id,
    _line
from raw.survey_responses
qualify count(*) over (partition by _source, response_id) > 1
union all
select
    'tickets' as feed,
    ticket_id as id,
    [ticket_id] as row_key,
    updated_at as version,
    [
        concat('created_at=', cast(created_at as varchar)), concat('status=', status),
        concat('priority=', priority), concat('channel=', channel), concat('type=', type),
        concat('topic=', topic), concat('subject=', subject), concat('customer_id=', customer_id),
        concat('agent_id=', agent_id), concat('team=', team), concat('product=', product),
        concat('country=', country), concat('language=', language),
        concat('first_replied_at=', cast(first_replied_at as varchar)),
        concat('solved_at=', cast(solved_at as varchar)),
        concat('closed_at=', cast(closed_at as varchar)),
        concat('reopens=', cast(reopens as varchar)),
        concat('transfers=', cast(transfers as varchar)),
        concat('replies=', cast(replies as varchar)), concat('satisfaction=', satisfaction),
        concat('tags=', tags)
    ] as cells,
    _source,
    _load_id,
    _line
from raw.tickets
qualify count(*) over (partition by ticket_id) > 1
