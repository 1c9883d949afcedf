-- A file of one day's answers tells how many there were, as does today's file less yesterday's.
with answers as (
    select
        source,
        feed,
        file,
        sha256,
        rows_read,
        accepted,
        quarantined,
        duplicates,
        superseded,
        refused,
        loaded_at,
        feed = 'survey_responses' as are_answers
    from marts.reconciliation
)

select
    answers.source,
    answers.feed,
    answers.file,
    answers.sha256,
    coalesce(read_rows.at_least, answers.rows_read) as rows_read,
    coalesce(accepted_rows.at_least, answers.accepted) as accepted,
    answers.quarantined,
    coalesce(duplicate_rows.at_least, answers.duplicates) as duplicates,
    coalesce(superseded_rows.at_least, answers.superseded) as superseded,
    answers.refused,
    answers.loaded_at
from answers
left join intermediate.bands as read_rows
    on
        answers.are_answers
        and answers.rows_read >= read_rows.at_least
        and answers.rows_read < read_rows.below
left join intermediate.bands as accepted_rows
    on
        answers.are_answers
        and answers.accepted >= accepted_rows.at_least
        and answers.accepted < accepted_rows.below
left join intermediate.bands as duplicate_rows
    on
        answers.are_answers
        and answers.duplicates >= duplicate_rows.at_least
        and answers.duplicates < duplicate_rows.below
left join intermediate.bands as superseded_rows
    on
        answers.are_answers
        and answers.superseded >= superseded_rows.at_least
        and answers.superseded < superseded_rows.below
