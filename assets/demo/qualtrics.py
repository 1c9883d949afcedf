"""Qualtrics' CSV: a byte order mark, three header rows, local time named in the third."""

import json

import numpy as np
import pyarrow as pa

from assets.demo.arrays import Ints
from assets.demo.clock_text import plain_seconds
from assets.demo.draws import chance
from assets.demo.faults import PREVIEW_RULE, SURVEY_RULES
from assets.demo.lines import delimited, filled, quoted, shown, whole_numbers
from assets.demo.local_time import zone_offsets
from assets.demo.personas import addresses, personas
from assets.demo.ticket_lines import customer_ids
from assets.demo.vendor import Batch, Vendor

ZONE = "Asia/Seoul"
# id, text, ImportId; the questions and embedded data follow the vendor's seventeen columns.
COLUMNS = (
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("IPAddress", "IP Address", "ipAddress"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("RecipientLastName", "Recipient Last Name", "recipientLastName"),
    ("RecipientFirstName", "Recipient First Name", "recipientFirstName"),
    ("RecipientEmail", "Recipient Email", "recipientEmail"),
    ("ExternalReference", "External Data Reference", "externalDataReference"),
    ("LocationLatitude", "Location Latitude", "locationLatitude"),
    ("LocationLongitude", "Location Longitude", "locationLongitude"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
    ("Q1", "루미하루를 가족이나 친구에게 추천하실 의향이 얼마나 있으신가요? (0~10점)", "QID1"),
    ("Q2", "이번 상담에 얼마나 만족하셨나요? (1~5점)", "QID2"),
    ("Q3", "그렇게 평가하신 이유를 자유롭게 적어 주세요.", "QID3_TEXT"),
    ("ticket_id", "ticket_id", "ticket_id"),
    ("customer_id", "customer_id", "customer_id"),
)
DATES = ("startDate", "endDate", "recordedDate")
ALPHABET = np.frombuffer(
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", dtype=np.uint8
)
KNOWN, UNFINISHED, LOCATED = 0.3, 0.03, 0.25


def write_rows(batch: Batch) -> pa.StringArray:
    """Writes one line a response; who didn't finish left the last two questions empty."""
    rng, answers, n = batch.rng, batch.answers, len(batch.answers)
    seconds = rng.integers(25, 600, n)
    local = zone_offsets(ZONE).to_local(answers.at)
    left = chance(rng, UNFINISHED, n)
    finished = pa.array(["True", "False"]).take(pa.array(left.astype(np.int64)))
    reached = np.where(left, rng.choice([33, 50, 67], n), 100)
    return delimited(
        [
            plain_seconds(local - seconds - 1),
            plain_seconds(local - 1),
            filled("IP Address", n),
            addresses(rng, n),
            whole_numbers(reached),
            whole_numbers(seconds),
            finished,
            plain_seconds(local),
            _response_ids(rng, n),
            *_recipients(batch),
            *_place(batch),
            filled("email", n),
            filled("KO", n),
            whole_numbers(answers.shown_nps),
            whole_numbers(np.where(left, -1, answers.shown_csat)),
            quoted(shown(batch.comments, ~left)),
            whole_numbers(batch.tickets),
            customer_ids(batch.customers),
        ]
    )


def _response_ids(rng: np.random.Generator, n: int) -> pa.StringArray:
    """Draws R_ and fifteen letters or digits."""
    letters = ALPHABET[rng.integers(0, len(ALPHABET), (n, 15))]
    marks = np.tile(np.frombuffer(b"R_", dtype=np.uint8), (n, 1))
    text = np.ascontiguousarray(np.concatenate([marks, letters], axis=1))
    return pa.array(text.view("S17").ravel()).cast(pa.string())


def _recipients(batch: Batch) -> list[pa.StringArray]:
    """Names a third of the people; the external reference is never used."""
    people = personas(batch.world.company, "ko", batch.customers)
    known = chance(batch.rng, KNOWN, len(batch.customers))
    cells = [shown(cell, known) for cell in (people.last, people.first, people.mail)]
    return [*cells, filled("", len(batch.customers))]


def _place(batch: Batch) -> list[pa.StringArray]:
    """Writes an invented latitude and longitude for a quarter of the responses."""
    n = len(batch.customers)
    located = chance(batch.rng, LOCATED, n)
    north, east = batch.rng.integers(0, 100, (2, n))
    return [shown(_degrees(37, north), located), shown(_degrees(127, east), located)]


def _degrees(whole: int, hundredths: Ints) -> pa.StringArray:
    table = pa.array([f"{whole}.{n:02d}" for n in range(100)])
    return table.take(pa.array(hundredths))


def _break_row(reason: str, n: int) -> str:
    """Writes a row that can't count: a preview, no id, or a score that is none."""
    preview = reason == "preview"
    status, channel = ("Survey Preview", "preview") if preview else ("IP Address", "email")
    identity = "" if reason == "missing_required" else f"R_broken{len(reason):02d}{n:07d}"
    score = {"score_out_of_range": str(11 + n % 80), "unreadable_number": "아홉"}.get(reason, "9")
    at = f"2026-03-{n % 28 + 1:02d} {n // 28 % 24:02d}:{n // 672 % 60:02d}:00"
    return (
        f"{at},{at},{status},192.0.2.9,100,61,True,{at},{identity},,,,,,,{channel},KO,{score},4,"
        f",{100_001 + n},C000001"
    )


def _head() -> str:
    """Writes the three header rows."""
    ids, texts, imports = zip(*COLUMNS, strict=True)
    rows = (ids, texts, [_import_id(name) for name in imports])
    return "".join(",".join(_cell(cell) for cell in row) + "\n" for row in rows)


def _import_id(name: str) -> str:
    content = {"ImportId": name} | ({"timeZone": ZONE} if name in DATES else {})
    return json.dumps(content, separators=(",", ":"))


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & {",", '"'} else text


QUALTRICS = Vendor(
    file="surveys/qualtrics_korea.csv",
    language="ko",
    head=_head(),
    write=write_rows,
    break_row=_break_row,
    rules=(*SURVEY_RULES, PREVIEW_RULE),
    sources={
        "qualtrics_korea_nps": (
            "score_out_of_range", "unreadable_number", "missing_required", "preview",
        ),
        "qualtrics_korea_csat": ("missing_required", "preview"),
    },
    encoding="utf-8-sig",
)  # fmt: skip
