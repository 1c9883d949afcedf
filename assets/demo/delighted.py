"""Delighted's JSON: one array of responses, epoch seconds, one question a survey."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.demo.faults import SURVEY_RULES
from assets.demo.lines import filled, whole_numbers
from assets.demo.personas import personas
from assets.demo.ticket_lines import customer_ids
from assets.demo.vendor import Batch, Vendor

FIRST_RESPONSE, FIRST_BROKEN = 5_000_000_000, 4_000_000_000


def write_rows(batch: Batch) -> pa.StringArray:
    """Writes one JSON object a response; scores are 0 to 10, or 1 to 5 for csat."""
    answers, n = batch.answers, len(batch.answers)
    people = personas(batch.world.company, "en", batch.customers)
    identity = whole_numbers(FIRST_RESPONSE + batch.tickets)
    customers = customer_ids(batch.customers)
    at = whole_numbers(answers.at)
    score = np.where(answers.asks_csat, answers.csat, answers.nps)
    kind = pa.array(["nps", "csat"]).take(pa.array(answers.asks_csat.astype(np.int64)))
    countries, home = batch.world.customers.homes(batch.customers)
    pieces = [
        '{"id":"', identity,
        '","person":{"id":"', customers, '","email":"', people.mail,
        '","name":"', people.first, " ", people.last,
        '"},"survey_type":"', kind, '","score":', whole_numbers(score),
        ',"comment":', _json_text(batch.comments),
        ',"permalink":"https://surveys.example.com/r/', identity,
        '","created_at":', at, ',"updated_at":', at,
        ',"person_properties":{"ticket_id":"', whole_numbers(batch.tickets),
        '","customer_id":"', customers, '","country":"', pa.array(countries).take(pa.array(home)),
        '"},"notes":[],"tags":[],"additional_answers":[]}',
    ]  # fmt: skip
    columns = [filled(piece, n) if isinstance(piece, str) else piece for piece in pieces]
    return pc.binary_join_element_wise(*columns, "")


def _json_text(comments: pa.StringArray) -> pa.StringArray:
    """Writes JSON strings, or null for no comment."""
    text = comments
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        text = pc.replace_substring(text, plain, escaped)
    text = pc.binary_join_element_wise('"', text, '"', "")
    return pc.if_else(pc.equal(comments, ""), "null", text)


def _break_row(reason: str, n: int) -> str:
    """Writes an object that can't count: no id, or a score that is none."""
    score: object = {"score_out_of_range": 11 + n, "unreadable_number": "ten"}.get(reason, 9)
    identity = "" if reason == "missing_required" else str(FIRST_BROKEN + 1000 * len(reason) + n)
    at = 1_772_000_000 + 61 * n
    person = {"id": "C000001", "email": "nobody@example.org", "name": "Nobody Known"}
    content = {
        "id": identity,
        "person": person,
        "survey_type": "nps",
        "score": score,
        "comment": None,
        "permalink": "https://surveys.example.com/r/0",
        "created_at": at,
        "updated_at": at,
        "person_properties": {
            "ticket_id": str(100_001 + n),
            "customer_id": "C000001",
            "country": "GB",
        },
        "notes": [],
        "tags": [],
        "additional_answers": [],
    }
    return json.dumps(content, separators=(",", ":"))


DELIGHTED = Vendor(
    file="surveys/delighted_english.json",
    language="en",
    head="[\n",
    write=write_rows,
    break_row=_break_row,
    rules=SURVEY_RULES,
    sources={
        "delighted_english": ("score_out_of_range", "unreadable_number", "missing_required"),
    },
    separator=",\n",
    foot="\n]\n",
)
