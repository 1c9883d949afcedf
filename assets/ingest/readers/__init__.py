"""One file per export format; each turns a file into an `Export` and knows nothing of feeds' types.

A vendor changes its export: one file here changes.
"""

from assets.ingest.readers import (
    delighted_json,
    delimited,
    qualtrics_csv,
    surveymonkey_csv,
)
from assets.ingest.readers.export import Reader

READERS: dict[str, Reader] = {
    "csv": delimited.READER,
    "qualtrics_csv": qualtrics_csv.READER,
    "surveymonkey_csv": surveymonkey_csv.READER,
    "delighted_json": delighted_json.READER,
}
