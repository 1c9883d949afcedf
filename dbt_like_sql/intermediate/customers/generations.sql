-- Years of birth as the Pew Research Center draws the lines (2019, Defining generations).
select
    born.generation,
    born.first_birth_year,
    born.last_birth_year
from (
    values
    ('silent', 1928, 1945),
    ('boomers', 1946, 1964),
    ('x', 1965, 1980),
    ('millennials', 1981, 1996),
    ('z', 1997, 2012),
    ('alpha', 2013, 2030)
) as born (generation, first_birth_year, last_birth_year)
