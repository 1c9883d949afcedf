-- One record that is too long to be read.
insert into long_records by name
select
    $line as line,
    $lines as lines,
    $reason as reason
