"""What customers write: an opener, one or two thoughts, perhaps a number to call, a closing."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.demo.answers import Answers
from assets.demo.arrays import Flags, Floats, Ints
from assets.demo.causes import Facts, milder, pick_complaint, pick_praise
from assets.demo.company import Company
from assets.demo.draws import chance
from assets.demo.phrases import NONE, SLOTS, Phrasebook, group, load_phrasebook
from assets.demo.world import World

SILENT_SHARES = (0.27, 0.42, 0.27)  # of detractors, passives and promoters
SHORT, CONTACT, TWO_LINES = 0.07, 0.02, 0.03
NEGATIVE, MIDDLE, POSITIVE = 0, 1, 2
DAYS, HOURS, CONTACTS = (2, 45), (2, 96), 400


@dataclass(frozen=True)
class Plan:
    """Which group each part of a comment comes from; NONE leaves the part out."""

    opener: Ints
    first: Ints
    second: Ints
    contact: Ints
    closing: Ints

    def parts(self) -> list[Ints]:
        """Returns the parts in the order of reading."""
        return [self.opener, self.first, self.second, self.contact, self.closing]


def compose(
    world: World, rng: np.random.Generator, language: str, answers: Answers, facts: Facts
) -> pa.StringArray:
    """Writes a comment for each response, empty for those who say nothing."""
    n = len(answers)
    band = np.digitize(answers.nps, [7, 9])
    plan = _plan(world, rng, answers, facts, band)
    book = load_phrasebook(language)
    phrases = _pick_phrases(rng, book, plan)
    values = _values(rng, world, language, facts)
    lines = [_fill(book, column, *values) for column in phrases]
    gap = pa.array(np.where(chance(rng, TWO_LINES, n), "\n", " "))
    spaced = [pc.if_else(pc.equal(part, ""), "", _joined(part, gap)) for part in lines]
    text = pc.utf8_rtrim_whitespace(_joined(*spaced))
    silent = chance(rng, np.array(SILENT_SHARES)[band], n) & ~_has_word(facts, band)
    return pc.if_else(pa.array(silent), "", text)


def _joined(*columns: pa.StringArray) -> pa.StringArray:
    return pc.binary_join_element_wise(*columns, "")


def _plan(
    world: World, rng: np.random.Generator, answers: Answers, facts: Facts, band: Ints
) -> Plan:
    """Plans comments by the score's band; one in fourteen is just a word or two."""
    n = len(answers)
    complaint, praise = pick_complaint(world, rng, facts), pick_praise(world, rng, facts)
    other_complaint = pick_complaint(world, rng, facts)
    other_praise = pick_praise(world, rng, facts)
    first = np.choose(band, [complaint, _middle(rng, complaint, praise), praise])
    second = np.choose(
        band,
        [
            _after_complaint(rng, answers.nps, other_complaint),
            _after_middle(rng, first, complaint, praise),
            _after_praise(rng, other_praise, complaint),
        ],
    )
    given = _has_word(facts, band)
    first = np.where(given, facts.thought, first)
    second = np.where(facts.addition != NONE, facts.addition, second)
    opener = _frame(rng, "opener", band, (0.32, 0.3, 0.34))
    closing = _frame(rng, "closing", band, (0.38, 0.2, 0.4))
    contact = np.where(chance(rng, CONTACT, n), group("contact"), NONE)
    short = chance(rng, SHORT, n) & ~given
    word = _frame(rng, "short", band, (1.0, 1.0, 1.0))
    return Plan(
        opener=np.where(short, NONE, opener),
        first=np.where(short, word, first),
        second=np.where(short, NONE, second),
        contact=np.where(short, NONE, contact),
        closing=np.where(short, NONE, closing),
    )


def _has_word(facts: Facts, band: Ints) -> Flags:
    """Tells who has a thought of which they won't be silent."""
    told: Flags = (facts.thought != NONE) & (band != POSITIVE)
    return told


def _frame(
    rng: np.random.Generator, part: str, band: Ints, shares: tuple[float, float, float]
) -> Ints:
    """Returns the band's group of openers, closings or short comments, or NONE."""
    groups = np.array([group(f"{part}_{tone}") for tone in ("negative", "neutral", "positive")])
    wanted = chance(rng, np.array(shares)[band], len(band))
    return np.where(wanted, groups[band], NONE)


def _middle(rng: np.random.Generator, complaint: Ints, praise: Ints) -> Ints:
    luck = rng.random(len(praise))
    return np.where(luck < 0.3, group("neutral"), np.where(luck < 0.72, praise, complaint))


def _after_complaint(rng: np.random.Generator, nps: Ints, other: Ints) -> Ints:
    """Goes on with another complaint, a kind word, or a threat to leave."""
    luck = rng.random(len(other))
    leaves = chance(rng, np.where(nps <= 3, 0.34, 0.1), len(other))
    second = np.where(luck < 0.36, other, np.where(luck < 0.52, group("but_praise"), NONE))
    second = np.where((luck >= 0.52) & (luck < 0.57), group("idea"), second)
    return np.where(leaves, group("leaving"), second)


def _after_middle(rng: np.random.Generator, first: Ints, complaint: Ints, praise: Ints) -> Ints:
    """Turns: praise is followed by a mild complaint, a complaint by a kind word."""
    luck = rng.random(len(first))
    turn = np.where(first == praise, milder(complaint), group("but_praise"))
    turn = np.where(first == group("neutral"), milder(complaint), turn)
    return np.where(luck < 0.62, turn, np.where(luck < 0.76, group("idea"), NONE))


def _after_praise(rng: np.random.Generator, other: Ints, complaint: Ints) -> Ints:
    """Goes on with more praise, an idea, loyalty, or a small reservation."""
    luck = rng.random(len(other))
    second = np.where(luck < 0.4, other, NONE)
    second = np.where((luck >= 0.4) & (luck < 0.49), group("idea"), second)
    second = np.where((luck >= 0.49) & (luck < 0.56), group("loyal"), second)
    return np.where((luck >= 0.56) & (luck < 0.66), milder(complaint), second)


def _pick_phrases(rng: np.random.Generator, book: Phrasebook, plan: Plan) -> list[Ints]:
    """Picks a phrase for every part; two thoughts of one group are never the same phrase."""
    picks = [book.pick(groups, rng.random(len(groups))) for groups in plan.parts()]
    other = book.another(picks[1], plan.second, rng.random(len(plan.second)))
    picks[2] = np.where(plan.first == plan.second, other, picks[2])
    return picks


def _fill(book: Phrasebook, phrases: Ints, words: pa.StringArray, places: Ints) -> pa.StringArray:
    """Puts each phrase's value into its slot; places has a row for each of SLOTS."""
    value = places[book.slot[phrases], np.arange(len(phrases))]
    taken = pa.array(phrases)
    return _joined(book.before.take(taken), words.take(pa.array(value)), book.after.take(taken))


def _values(
    rng: np.random.Generator, world: World, language: str, facts: Facts
) -> tuple[pa.StringArray, Ints]:
    """Returns all words that can fill a slot, and where each response's own words stand."""
    words = _slot_words(world, language)
    first = dict(zip(SLOTS, np.cumsum([0, *map(len, words)]).tolist(), strict=False))
    contact = rng.integers(0, CONTACTS, len(facts.agent))
    places = np.stack(
        [
            np.zeros(len(contact), dtype=np.int64),
            first["agent"] + facts.agent,
            first["product"] + facts.product,
            first["days"] + _whole(facts.solution_hours / 24, DAYS),
            first["hours"] + _whole(facts.reply_hours, HOURS),
            first["email"] + contact,
            first["phone"] + contact,
        ]
    )
    return pa.array([word for group_words in words for word in group_words]), places


def _slot_words(world: World, language: str) -> list[list[str]]:
    """Returns the words for each of SLOTS; people and numbers are invented."""
    company = world.company
    return [
        [""],
        [agent.first_name for agent in world.agents],
        [row[language] for row in company.products],
        [str(n) for n in range(DAYS[0], DAYS[1] + 1)],
        [str(n) for n in range(HOURS[0], HOURS[1] + 1)],
        _mails(company, language),
        [f"{company.names['phones'][language]}{n:04d}" for n in range(CONTACTS)],
    ]


def _mails(company: Company, language: str) -> list[str]:
    mail, domain = company.names["customers"][language]["mail"], company.names["domains"][language]
    return [f"{mail[n % len(mail)]}{n}@{domain}" for n in range(CONTACTS)]


def _whole(amount: Floats, ends: tuple[int, int]) -> Ints:
    """Rounds to a number that has a word, counted from the smallest."""
    return np.clip(np.rint(amount), *ends).astype(np.int64) - ends[0]


def is_said(comments: pa.StringArray) -> Flags:
    """Tells which comments say something."""
    said: Flags = pc.not_equal(comments, "").to_numpy(zero_copy_only=False)
    return said
