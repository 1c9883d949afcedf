-- Steps as on coins, so that each is about twice the one before.
select
    cast(band.at_least as bigint) as at_least,
    cast(band.below as bigint) as below
from (
    values
    (0, 10),
    (10, 20),
    (20, 50),
    (50, 100),
    (100, 200),
    (200, 500),
    (500, 1000),
    (1000, 2000),
    (2000, 5000),
    (5000, 10000),
    (10000, 20000),
    (20000, 50000),
    (50000, 100000),
    (100000, 200000),
    (200000, 500000),
    (500000, 1000000),
    (1000000, 1000000000)
) as band (at_least, below)
