-- One document per event of a ticket, in the order of the file; views: zendesk_metric_events and
-- zendesk_changes; table: zendesk_members.
create or replace temp table documents as
with users as (
    select
        json_extract_string(item, '/id') as user_id,
        any_value(json_extract_string(item, '/role')) as role
    from zendesk_members
    where kind = 'users'
    group by user_id
),

changes as (
    select
        *,
        case
            when field is not null
                then coalesce(
                    json_extract(entry, '/value'),
                    json_extract(entry, '/' || replace(replace(field, '~', '~0'), '/', '~1'))
                )
            when type like '%Comment'
                then coalesce(json_extract(entry, '/plain_body'), json_extract(entry, '/body'))
            when type = 'ScheduleAssignment' then json_extract(entry, '/new_schedule_id')
            when type = 'SatisfactionRating' then json_extract(entry, '/score')
        end as value
    from zendesk_changes
),

events as (
    select
        page,
        place,
        part,
        ticket_id,
        to_json("at") as "at",
        case
            when json_exists(value, '/minutes') then 'sla'
            when type like '%Comment' then 'comment'
            else coalesce(field, type)
        end as event,
        case
            when json_exists(value, '/minutes')
                then json_merge_patch(json_object('metric', field), value)
            -- Who a customer is stands nowhere but in its key.
            when
                coalesce(field, '') not in (
                    'requester_id', 'submitter_id', 'collaborator_ids', 'follower_ids',
                    'email_cc_ids', 'followers', 'email_ccs', 'cc', 'recipient'
                )
                then value
        end as value,
        coalesce(
            json_extract(entry, '/public'), json_extract(entry, '/comment_public')
        ) as is_public,
        actor_id,
        null as deleted
    from changes
    union all by name
    select * from zendesk_metric_events
)

select
    row_number() over (order by page, place, part) as _line,
    json_object(
        'ticket_id', ticket_id,
        'at', "at",
        'event', event,
        'value', value,
        'is_public', is_public,
        'actor_id', actor_id,
        'actor_role', case when actor_id = '-1' then 'system' else users.role end,
        'deleted', deleted
    ) as item
from events
left join users on json_extract_string(actor_id, '') = users.user_id
