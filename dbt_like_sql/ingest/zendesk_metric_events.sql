-- Zendesk's ticket metric events; table: zendesk_members. An SLA that is applied gets the value
-- that audits give it, with the name of its metric.
create or replace temp view zendesk_metric_events as
with metric_events as (
    select
        page,
        place,
        item,
        json_extract_string(item, '/metric') as metric,
        json_extract_string(item, '/type') as type,
        json_extract_string(item, '/instance_id') as instance_id
    from zendesk_members
    where kind = 'ticket_metric_events'
)

select
    page,
    place,
    1 as part,
    json_extract(item, '/ticket_id') as ticket_id,
    json_extract(item, '/time') as "at",
    case when type = 'apply_sla' then 'sla' else concat_ws('.', metric, type) end as event,
    case
        when type = 'apply_sla'
            then json_object(
                'metric',
                case
                    when metric <> 'reply_time' then metric
                    when instance_id = '1' then 'first_reply_time'
                    else 'next_reply_time'
                end,
                'minutes', json_extract(item, '/sla/target'),
                'in_business_hours', json_extract(item, '/sla/business_hours')
            )
        else json_merge_patch(
            json_object('instance_id', json_extract(item, '/instance_id')),
            coalesce(json_extract(item, '/status'), json_extract(item, '/group_sla'), '{}')
        )
    end as value,
    json_extract(item, '/deleted') as deleted
from metric_events
