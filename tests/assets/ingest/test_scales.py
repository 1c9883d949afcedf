"""Answers on any scale become scores by what their source declares, and never by guessing."""

import unicodedata

import pytest

HEADER = "response_id,submitted_at,answer"


@pytest.fixture
def scores(house):
    """Scores with their scale, and reasons of refused rows, of answers as they were written."""

    def read(answers, column="answer", **declared):
        house.source(
            "survey",
            columns={"response_id": "response_id", "submitted_at": "submitted_at", "score": column},
            **declared,
        )
        rows = [f"{n},2026-05-01 10:00:00,{answer}" for n, answer in enumerate(answers)]
        house.drop("survey.csv", [HEADER, *rows])
        house.take_in()
        found = {
            row["_line"]: (row["score"], row["scale_min"], row["scale_max"])
            for row in house.raw("survey_responses")
        }
        found |= dict(house.quarantine("line", "reason"))
        return [found[line] for line in range(2, 2 + len(answers))]

    return read


def scale(kind, low, high):
    return {"constants": {"survey": "s", "kind": kind, "scale_min": low, "scale_max": high}}


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("nps", 0, 10),
        ("enps", 0, 10),
        ("csat", 1, 5),
        ("csat", 0, 1),
        ("ces", 1, 7),
        ("pulse", 0, 100),
        ("mystery", 0, 100),
    ],
)
def test_every_kind_keeps_its_declared_scale(scores, kind, low, high):
    assert scores([low, high, high + 1], **scale(kind, low, high)) == [
        (low, low, high),
        (high, low, high),
        "score_out_of_range",
    ]


LABELS = {
    "english": ["Very dissatisfied", "Neutral", "Very satisfied"],
    "korean": ["매우 불만족", "보통", "매우 만족"],
    "finnish": ["Erittäin tyytymätön", "En osaa sanoa", "Erittäin tyytyväinen"],
    "smileys": ["😡", "😐", "😀"],
    "words of feeling": ["☹️", "😐", "☺️"],
}


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS.keys())
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_labels_become_scores_as_declared(scores, labels, form):
    codes = dict(zip(labels, ["1", "3", "5"], strict=True))
    written = [unicodedata.normalize(form, label) for label in labels]
    assert scores([*written, "Superb"], values={"score": codes}, **scale("csat", 1, 5)) == [
        (1, 1, 5),
        (3, 1, 5),
        (5, 1, 5),
        "unreadable_number",
    ]


def test_thumbs_become_the_ends_of_a_scale(scores):
    thumbs = {"score": {"👍": "1", "👎": "0"}}
    assert scores(["👍", "👎"], values=thumbs, **scale("csat", 0, 1)) == [(1, 0, 1), (0, 0, 1)]


def test_slider_is_rescaled_when_that_is_declared(scores):
    declared = scale("nps", 0, 100) | {"rescale": [0, 10]}
    assert scores([0, 85, 100, 101, ""], **declared) == [
        (0, 0, 10),
        (8.5, 0, 10),
        (10, 0, 10),
        "score_out_of_range",
        (None, 0, 10),
    ]


def test_slider_is_no_nps_score_unless_that_is_declared(scores):
    assert scores([85], **scale("nps", 0, 100)) == ["scale_not_nps"]


def test_rescaling_keeps_places_on_a_scale_that_begins_at_one(scores):
    declared = scale("csat", 1, 7) | {"rescale": [1, 5]}
    assert scores([1, 4, 7], **declared) == [(1, 1, 5), (3, 1, 5), (5, 1, 5)]


def test_missing_marks_are_no_answers(scores):
    assert scores(["5", "N/A", "-"], missing=["N/A", "-"], **scale("csat", 1, 5)) == [
        (5, 1, 5),
        (None, 1, 5),
        (None, 1, 5),
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_column_is_found_in_either_form_of_its_name(house, form):
    house.source(
        "survey",
        columns={"response_id": "번호", "submitted_at": "날짜", "score": "Pistemäärä"},
        **scale("csat", 1, 5),
    )
    header = unicodedata.normalize(form, "번호,날짜,Pistemäärä")
    house.drop("survey.csv", [header, "1,2026-05-01 10:00:00,4"])
    assert [load.stored for load in house.take_in()] == [1]
