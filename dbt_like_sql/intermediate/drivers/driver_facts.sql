-- What a clerk or a process does to a ticket, then what a comment praises or complains of. What a
-- customer means to do (threat_to_leave) and proposes (idea) follows from the service, and is none.
select
    facts.driver,
    facts.kind,
    facts.unit,
    facts.better
from (
    values
    ('first_reply_hours', 'operations', 'hours', 'lower'),
    ('full_resolution_hours', 'operations', 'hours', 'lower'),
    ('answered_within_24h', 'operations', 'share', 'higher'),
    ('solved_within_sla', 'operations', 'share', 'higher'),
    ('one_touch', 'operations', 'share', 'higher'),
    ('reopened', 'operations', 'share', 'lower'),
    ('after_hours', 'operations', 'share', 'lower'),
    ('transfers', 'operations', 'number', 'lower'),
    ('agents', 'operations', 'number', 'lower'),
    ('replies', 'operations', 'number', 'lower'),
    ('topic_waiting', 'topic', 'side', 'higher'),
    ('topic_resolution', 'topic', 'side', 'higher'),
    ('topic_attitude', 'topic', 'side', 'higher'),
    ('topic_knowledge', 'topic', 'side', 'higher'),
    ('topic_phone_menu', 'topic', 'side', 'higher'),
    ('topic_ease', 'topic', 'side', 'higher'),
    ('topic_price', 'topic', 'side', 'higher'),
    ('topic_product_fault', 'topic', 'side', 'higher'),
    ('topic_delivery', 'topic', 'side', 'higher'),
    ('topic_staff_praise', 'topic', 'side', 'higher'),
    ('topic_safety_or_legal', 'topic', 'side', 'higher'),
    ('value_loyalty', 'value', 'side', 'higher'),
    ('value_accountability', 'value', 'side', 'higher'),
    ('value_honesty', 'value', 'side', 'higher'),
    ('value_originality', 'value', 'side', 'higher'),
    ('value_positivity', 'value', 'side', 'higher'),
    ('value_respect', 'value', 'side', 'higher')
) as facts (driver, kind, unit, better)
