-- A connection to the work database: times are UTC, and there is a schema for every layer.
set timezone = 'UTC';
-- Small changes are written to the file together, not one by one.
set checkpoint_threshold = '256MB';
-- To try it on every column costs a tenth of the time of storing rows, for little.
set disabled_compression_methods = 'zstd';
create schema if not exists raw;
create schema if not exists reference;
create schema if not exists staging;
create schema if not exists intermediate;
create schema if not exists metrics;
create schema if not exists sentiment;
create schema if not exists statistics;
create schema if not exists marts;
