-- Changes when a reference table does that any ticket may depend on.
select
    (select (count(*), sum(hash(row))) from reference.business_hours as row) as business_hours,
    (select (count(*), sum(hash(row))) from reference.holidays as row) as holidays,
    (select (count(*), sum(hash(row))) from reference.schedules as row) as schedules,
    (select (count(*), sum(hash(row))) from reference.sla_policies as row) as sla_policies,
    (select (count(*), sum(hash(row))) from reference.teams as row) as teams,
    (select (count(*), sum(hash(row))) from reference.utc_offsets as row) as utc_offsets
