"""What the Finnish lexicon and grammar make of praise, blame and their denial."""

import pyarrow as pa
import pytest

from assets.sentiment.tone import Tone

PRAISE, NOTHING, BLAME = 1, 0, -1


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Palvelu oli nopeaa", PRAISE),
        ("Ei ongelmia", PRAISE),
        ("Ei ole ollut mitään häiriöitä", PRAISE),
        ("En voi muuta kuin kehua", PRAISE),
        ("Odottamatta läpi", PRAISE),
        ("Kiitos👍", PRAISE),
        ("Kiitos!:)", PRAISE),
        ("Palvelu oli hidasta", BLAME),
        ("Ei toimi", BLAME),
        ("En suosittele kenellekään", BLAME),
        ("Ei ollut kovin ystävällinen", BLAME),
        ("Epäystävällistä", BLAME),
        ("En saanut apua, huono palvelu", BLAME),
        ("Soitin maanantaina", NOTHING),
        ("Hyväksyin ehdot", NOTHING),
        ("", NOTHING),
    ],
)
def test_a_text_praises_or_blames(text: str, side: int):
    assert Tone.of("fi").of_texts(pa.array([text])).tolist() == [side]


def test_what_is_expected_blames_only_where_it_is_denied():
    texts = pa.array(["Viestiin vastattiin", "Viestiin ei vastattu", "Kukaan ei ole vastannut"])
    assert Tone.of("fi").of_texts(texts)[1:].tolist() == [BLAME, BLAME]
    assert Tone.of("fi").of_texts(texts)[0] >= NOTHING


def test_a_denial_that_turns_blame_does_not_also_deny_what_is_expected():
    assert Tone.of("fi").of_texts(pa.array(["Ei tullut ongelmia"])).tolist() == [PRAISE]


def test_wishes_do_not_count_as_praise():
    assert Tone.of("fi").of_texts(pa.array(["Olisi hyvä saada lasku"])).tolist() == [NOTHING]
