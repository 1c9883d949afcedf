-- Sums go through decimals, so that they do not hang on the order of their parts.
with cells as (
    select
        quarter_start,
        measure,
        kind,
        like_work,
        agent_id,
        count(*) as n,
        cast(sum(cast(value as decimal(28, 6))) as double) as total,
        cast(sum(cast(value * value as decimal(28, 6))) as double) as total_squares
    from intermediate.agent_observations
    group by
        quarter_start,
        measure,
        kind,
        like_work,
        agent_id
),

likes as (
    select
        quarter_start,
        measure,
        kind,
        like_work,
        cast(sum(n) as double) as n,
        cast(sum(cast(total as decimal(28, 6))) as double) as total,
        cast(sum(cast(total_squares as decimal(28, 6))) as double) as total_squares
    from cells
    group by
        quarter_start,
        measure,
        kind,
        like_work
),

-- How much single observations of like work differ.
variances as (
    select
        quarter_start,
        measure,
        kind,
        cast(
            sum(
                cast(greatest(0e0, total_squares - total * total / n) as decimal(28, 6))
            ) as double
        ) / nullif(sum(n - 1e0), 0e0) as variance
    from likes
    group by
        quarter_start,
        measure,
        kind
),

-- An agent's observations against those that others have of like work. What nobody else does tells
-- nothing: n (1 - n / all) is 0.
compared as (
    select
        cells.agent_id,
        cells.quarter_start,
        cells.measure,
        cast(sum(cells.n) as bigint) as n,
        cast(sum(cast(cells.total as decimal(28, 6))) as double) as total,
        cast(
            sum(cast(cells.total - cells.n * likes.total / likes.n as decimal(28, 9))) as double
        ) as excess,
        cast(
            sum(cast(cells.n * (1e0 - cells.n / likes.n) as decimal(28, 9))) as double
        ) as weight,
        cast(
            sum(
                cast(
                    cells.n * (1e0 - cells.n / likes.n) * variances.variance as decimal(28, 9)
                )
            ) as double
        ) as excess_variance
    from cells
    inner join likes
        on
            cells.quarter_start = likes.quarter_start
            and cells.measure = likes.measure
            and cells.like_work = likes.like_work
    inner join variances
        on
            cells.quarter_start = variances.quarter_start
            and cells.measure = variances.measure
            and cells.kind = variances.kind
    group by
        cells.agent_id,
        cells.quarter_start,
        cells.measure
),

differences as (
    select
        agent_id,
        quarter_start,
        measure,
        n,
        total / n as value,
        -- Of fewer observations an error is no longer distributed as if there were many.
        case when n >= 5 then excess / nullif(weight, 0e0) end as difference,
        case when n >= 5 then sqrt(excess_variance) / nullif(weight, 0e0) end as standard_error,
        sqrt(excess_variance / nullif(weight, 0e0)) as single_deviation
    from compared
),

-- The variance between agents by the method of moments: a squared difference is by chance alone as
-- large as that of its standard error.
spreads as (
    select
        quarter_start,
        measure,
        count(*) as agents,
        greatest(
            0e0,
            (
                cast(
                    sum(cast(power(difference / standard_error, 2) as decimal(28, 9))) as double
                ) - count(*)
            ) / cast(sum(cast(1e0 / power(standard_error, 2) as decimal(28, 9))) as double)
        ) as variance_between
    from differences
    where standard_error > 0e0
    group by
        quarter_start,
        measure
    having count(*) > 2
),

shrinkages as (
    select
        differences.agent_id,
        differences.quarter_start,
        differences.measure,
        differences.difference,
        differences.standard_error,
        spreads.agents,
        spreads.variance_between,
        power(differences.standard_error, 2)
        / (spreads.variance_between + power(differences.standard_error, 2)) as shrinkage
    from differences
    inner join spreads
        on
            differences.quarter_start = spreads.quarter_start
            and differences.measure = spreads.measure
    where differences.standard_error > 0e0
)

-- Limited translation: nobody is moved by more than one standard error.
select
    differences.agent_id,
    differences.quarter_start,
    differences.measure,
    differences.n,
    differences.value,
    shrinkages.difference,
    shrinkages.standard_error,
    case when shrinkages.standard_error > 0e0 then differences.single_deviation end
        as single_deviation,
    sqrt(shrinkages.variance_between) as between_deviation,
    case
        when abs(shrinkages.difference) * shrinkages.shrinkage <= shrinkages.standard_error
            -- Never -0.
            then shrinkages.difference * (1e0 - shrinkages.shrinkage) + 0e0
        when shrinkages.difference > 0e0 then shrinkages.difference - shrinkages.standard_error
        else shrinkages.difference + shrinkages.standard_error
    end as shrunk_difference,
    case
        when abs(shrinkages.difference) * shrinkages.shrinkage <= shrinkages.standard_error
            then
                sqrt(
                    shrinkages.variance_between * shrinkages.shrinkage
                    -- What is not known of the variance between agents (Morris 1983).
                    + power(shrinkages.difference * shrinkages.shrinkage, 2)
                    * 2e0 / (shrinkages.agents - 2e0)
                )
        else shrinkages.standard_error
    end as shrunk_deviation
from differences
left join shrinkages
    on
        differences.agent_id = shrinkages.agent_id
        and differences.quarter_start = shrinkages.quarter_start
        and differences.measure = shrinkages.measure
