"""One file per export format; each turns a file into an `Export` and knows nothing of feeds' types.

A vendor changes its export: one file here changes. What several formats need lies in `text/`,
`sheets/` and `documents/`.
"""

from assets.ingest.readers import (
    delighted_json,
    freshdesk_csv,
    google_forms_csv,
    jira_csv,
    jsonl,
    limesurvey_csv,
    parquet,
    qualtrics_csv,
    servicenow_log,
    surveymonkey_csv,
    surveymonkey_xlsx,
    typeform_csv,
    xls,
    xlsx,
    zendesk_csv,
    zendesk_json,
)
from assets.ingest.readers.documents import json_items
from assets.ingest.readers.export import Reader
from assets.ingest.readers.text import delimited

READERS: dict[str, Reader] = {
    "csv": delimited.READER,
    "xlsx": xlsx.READER,
    "xls": xls.READER,
    "json": json_items.READER,
    "jsonl": jsonl.READER,
    "parquet": parquet.READER,
    "qualtrics_csv": qualtrics_csv.READER,
    "surveymonkey_csv": surveymonkey_csv.READER,
    "surveymonkey_xlsx": surveymonkey_xlsx.READER,
    "typeform_csv": typeform_csv.READER,
    "google_forms_csv": google_forms_csv.READER,
    "limesurvey_csv": limesurvey_csv.READER,
    "delighted_json": delighted_json.READER,
    "zendesk_csv": zendesk_csv.READER,
    "zendesk_json": zendesk_json.READER,
    "jira_csv": jira_csv.READER,
    "freshdesk_csv": freshdesk_csv.READER,
    "servicenow_log": servicenow_log.READER,
}
