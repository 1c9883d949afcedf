-- Hash of an inbox file that has not changed since it was last seen.
select sha256
from inbox_files
where file = $file and bytes = $bytes and modified_ns = $modified_ns
