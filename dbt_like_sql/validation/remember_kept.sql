-- Keeps that a suite held.
insert or replace into kept_promises (suite, fingerprint)
values ($suite, $fingerprint)
