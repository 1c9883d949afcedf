-- What a model was built from, if its last build was completed; parameter: table_name.
select
    fingerprint,
    as_of,
    change_id
from model_states
where table_name = $table_name
