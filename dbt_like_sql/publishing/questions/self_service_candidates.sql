-- The topics that a help page would serve best, and what speaks against the others.
select
    replace(topic, '_', ' ') as topic,
    case
        when is_candidate then 'yes'
        when not is_candidate
            then
                'no, not surely '
                || concat_ws(
                    ', ',
                    case when not is_frequent then 'frequent' end,
                    case when not is_one_touch then 'solved with one reply' end,
                    case when not is_quick then 'quick' end,
                    case when not is_calm then 'calm' end
                )
    end as verdict,
    tickets_a_week,
    share_pct,
    one_touch_pct,
    quick_pct,
    upset_pct,
    'hidden: ' || hidden_reason as not_shown,
    availability,
    count(*) over () as rows_in_all
from marts.self_service_candidates
order by candidate_rank, topic
limit 8
