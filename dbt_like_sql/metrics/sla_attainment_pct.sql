select
    cast(slas.applied_at as date) as observed_on,
    slas.ticket_id as subject,
    scopes.scopes,
    false as approximate,
    case when slas.status = 'met' then 1e0 else 0e0 end as value
from marts.sla_measures as slas
inner join intermediate.ticket_scopes as scopes
    on slas.ticket_id = scopes.ticket_id
where slas.status in ('met', 'missed')
