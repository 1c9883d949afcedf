-- Scores that a file has outside of the scale that its source declares; table: judged.
select
    count(*) filter (where _reason = 'score_out_of_range') as n,
    count(score) as scores,
    min(_line) filter (where _reason = 'score_out_of_range') as first_line
from judged
having n > 0
