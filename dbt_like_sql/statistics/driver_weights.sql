-- One row per score and driver, or one per score that says why there is none.
create or replace table statistics.driver_weights (
    metric varchar,
    driver varchar,
    status varchar,
    reason varchar,
    n bigint,
    known_share double,
    r_squared double,
    adjusted_r_squared double,
    weight double,
    weight_low double,
    weight_high double,
    weight_pct double,
    coefficient double,
    typical double,
    improved double,
    effect double,
    effect_low double,
    effect_high double
);
