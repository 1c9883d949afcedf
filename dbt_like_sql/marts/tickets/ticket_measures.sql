select
    tickets.ticket_id,
    tickets.created_at,
    tickets.status,
    tickets.team,
    tickets.business_unit,
    tickets.country,
    tickets.channel,
    tickets.agent_id,
    tickets.first_replied_at,
    (epoch(tickets.first_replied_at) - epoch(tickets.created_at)) / 60e0
        as first_reply_time_calendar_minutes,
    reply_moments.open_seconds / 60e0 as first_reply_time_business_minutes,
    tickets.first_solved_at,
    tickets.last_solved_at,
    case when tickets.status in ('solved', 'closed') then first_moments.open_seconds / 60e0 end
        as first_resolution_business_minutes,
    case when tickets.status in ('solved', 'closed') then last_moments.open_seconds / 60e0 end
        as full_resolution_business_minutes,
    floor(epoch(tickets.first_solved_at) / 60e0) - floor(epoch(tickets.created_at) / 60e0)
        as first_resolution_calendar_minutes,
    floor(epoch(tickets.last_solved_at) / 60e0) - floor(epoch(tickets.created_at) / 60e0)
        as final_resolution_calendar_minutes,
    tickets.count_resolutions,
    tickets.reopens,
    times.agent_work_time_in_business_minutes,
    times.agent_work_time_in_calendar_minutes,
    times.requester_wait_time_in_business_minutes,
    times.requester_wait_time_in_calendar_minutes,
    times.agent_wait_time_in_business_minutes,
    times.agent_wait_time_in_calendar_minutes,
    times.on_hold_time_in_business_minutes,
    times.on_hold_time_in_calendar_minutes,
    times.solve_time_in_business_minutes,
    times.solve_time_in_calendar_minutes,
    times.new_status_duration_in_business_minutes,
    times.new_status_duration_in_calendar_minutes,
    times.open_status_duration_in_business_minutes,
    times.open_status_duration_in_calendar_minutes,
    coalesce(comments.count_agent_comments, tickets.no_comments) as count_agent_comments,
    tickets.count_public_agent_comments,
    coalesce(comments.count_end_user_comments, tickets.no_comments) as count_end_user_comments,
    coalesce(comments.count_public_comments, tickets.no_comments) as count_public_comments,
    coalesce(comments.count_internal_comments, tickets.no_comments) as count_internal_comments,
    coalesce(comments.total_comments, tickets.no_comments) as total_comments,
    coalesce(comments.count_ticket_handoffs, tickets.no_comments) as count_ticket_handoffs,
    coalesce(comments.total_agent_replies, tickets.no_comments) as total_agent_replies,
    comments.ticket_last_comment_date,
    tickets.status in ('solved', 'closed')
    and tickets.count_public_agent_comments = 1 as is_one_touch_resolution,
    tickets.status in ('solved', 'closed')
    and tickets.count_public_agent_comments = 2 as is_two_touch_resolution,
    tickets.status in ('solved', 'closed')
    and tickets.count_public_agent_comments not in (1, 2)
        as is_multi_touch_resolution,
    comments.total_reply_time_calendar_minutes,
    assignments.unique_assignee_count,
    assignments.assignee_stations_count,
    assignments.first_agent_assignment_date,
    assignments.last_agent_assignment_date,
    assignments.first_assignee_id,
    assignments.last_assignee_id,
    assignments.group_stations_count,
    satisfaction.ticket_first_satisfaction_score,
    coalesce(satisfaction.ticket_satisfaction_score, tickets.flat_satisfaction)
        as ticket_satisfaction_score,
    satisfaction.was_asked_for_rating or tickets.flat_was_asked_for_rating as was_asked_for_rating,
    satisfaction.ticket_satisfaction_comment,
    case
        when tickets.status not in ('solved', 'closed')
            then (epoch(run.as_of) - epoch(tickets.created_at)) / 60e0
    end as unsolved_ticket_age_minutes,
    resolutions.ticket_deleted_count,
    resolutions.total_ticket_recoveries,
    tickets.transfers,
    repeat_contacts.repeat_contact_within_7_days,
    promises.answered_within_24h,
    case
        when
            not promises.answered_within_24h
            or not promises.solved_within_sla
            or not promises.not_bounced
            or not promises.not_reopened
            or not promises.not_negative
            then false
        when
            tickets.status in ('solved', 'closed')
            and (
                promises.answered_within_24h
                or promises.solved_within_sla
                or promises.not_bounced
                or promises.not_reopened
                or promises.not_negative
            )
            then true
    end as kept_every_promise,
    nullif(
        concat_ws(
            ', ',
            case when promises.answered_within_24h is null then 'answered' end,
            case when promises.solved_within_sla is null then 'solved in time' end,
            case when promises.not_bounced is null then 'not bounced' end,
            case when promises.not_reopened is null then 'not reopened' end,
            case when promises.not_negative is null then 'not negative' end
        ),
        ''
    ) as unknown_promises,
    tickets.approximate
from intermediate.tickets
cross join reference.run
inner join intermediate.ticket_promises as promises
    on tickets.ticket_id = promises.ticket_id
left join intermediate.ticket_resolutions as resolutions
    on tickets.ticket_id = resolutions.ticket_id
left join intermediate.ticket_status_times as times
    on tickets.ticket_id = times.ticket_id
left join intermediate.ticket_comments as comments
    on tickets.ticket_id = comments.ticket_id
left join intermediate.ticket_assignments as assignments
    on tickets.ticket_id = assignments.ticket_id
left join intermediate.ticket_satisfaction as satisfaction
    on tickets.ticket_id = satisfaction.ticket_id
left join intermediate.repeat_contacts
    on tickets.ticket_id = repeat_contacts.ticket_id
left join intermediate.ticket_clock as reply_moments
    on
        tickets.ticket_id = reply_moments.ticket_id
        and epoch(tickets.first_replied_at) = reply_moments."at"
left join intermediate.ticket_clock as first_moments
    on
        tickets.ticket_id = first_moments.ticket_id
        and epoch(tickets.first_solved_at) = first_moments."at"
left join intermediate.ticket_clock as last_moments
    on
        tickets.ticket_id = last_moments.ticket_id
        and epoch(tickets.last_solved_at) = last_moments."at"
