select
    metric,
    name_en,
    name_ko,
    name_fi,
    kind,
    definition,
    formula,
    unit,
    better,
    source
from reference.metrics
