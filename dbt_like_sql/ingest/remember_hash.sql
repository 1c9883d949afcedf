-- Keeps the hash of an inbox file.
insert or replace into inbox_files (file, bytes, modified_ns, sha256)
values ($file, $bytes, $modified_ns, $sha256)
