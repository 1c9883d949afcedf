-- Whether a suite held when table and promises were what they are now.
select suite
from kept_promises
where suite = $suite and fingerprint = $fingerprint
