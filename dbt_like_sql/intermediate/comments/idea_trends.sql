with comments as (
    select cast("at" as date) as date_day
    from intermediate.scored_comments
    where is_from_customer and label <> 'none'
),

all_comments as (
    select
        sum(case when comments.date_day > cast(run.as_of as date) - 91 then 1 else 0 end)
            as recent_of_n,
        sum(
            case
                when
                    comments.date_day <= cast(run.as_of as date) - 91
                    and comments.date_day > cast(run.as_of as date) - 456
                    then 1
                else 0
            end
        ) as earlier_of_n
    from comments
    cross join reference.run
),

ideas as (
    select
        ideas.idea,
        sum(case when cast(ideas."at" as date) > cast(run.as_of as date) - 91 then 1 else 0 end)
            as recent_n,
        sum(
            case
                when
                    cast(ideas."at" as date) <= cast(run.as_of as date) - 91
                    and cast(ideas."at" as date) > cast(run.as_of as date) - 456
                    then 1
                else 0
            end
        ) as earlier_n
    from intermediate.idea_comments as ideas
    cross join reference.run
    group by ideas.idea
),

-- Of few comments there is no share.
enough as (
    select
        case
            when all_comments.recent_of_n >= run.min_comments then 1e0 * all_comments.recent_of_n
        end as recent_of_n,
        case
            when all_comments.earlier_of_n >= run.min_comments then 1e0 * all_comments.earlier_of_n
        end as earlier_of_n
    from all_comments
    cross join reference.run
),

spans as (
    select
        ideas.idea,
        'recent' as span,
        enough.recent_of_n as of_n,
        ideas.recent_n / enough.recent_of_n as share
    from ideas
    cross join enough
    union all
    select
        ideas.idea,
        'earlier' as span,
        enough.earlier_of_n as of_n,
        ideas.earlier_n / enough.earlier_of_n as share
    from ideas
    cross join enough
),

-- Wilson's interval at 99.9 %: z = 3.290526731491926. Of so many ideas, 95 % would let one rise by
-- chance in most runs.
bounds as (
    select
        idea,
        span,
        share,
        (
            of_n * share + 5.413783085331469e0
            - 3.290526731491926e0 * sqrt(of_n * share * (1e0 - share) + 2.7068915426657343e0)
        ) / (of_n + 10.827566170662937e0) as share_low,
        (
            of_n * share + 5.413783085331469e0
            + 3.290526731491926e0 * sqrt(of_n * share * (1e0 - share) + 2.7068915426657343e0)
        ) / (of_n + 10.827566170662937e0) as share_high
    from spans
)

-- Difference of two shares with its interval: Newcombe 1998, method 10.
select
    recent.idea,
    100e0 * recent.share as recent_per_100,
    100e0 * earlier.share as earlier_per_100,
    case
        when recent.share is null or earlier.share is null then 'insufficient'
        when
            recent.share - earlier.share > sqrt(
                (recent.share - recent.share_low) * (recent.share - recent.share_low)
                + (earlier.share_high - earlier.share) * (earlier.share_high - earlier.share)
            )
            then 'rising'
        when
            earlier.share - recent.share > sqrt(
                (recent.share_high - recent.share) * (recent.share_high - recent.share)
                + (earlier.share - earlier.share_low) * (earlier.share - earlier.share_low)
            )
            then 'falling'
        else 'steady'
    end as trend
from bounds as recent
inner join bounds as earlier
    on recent.idea = earlier.idea
where recent.span = 'recent' and earlier.span = 'earlier'
