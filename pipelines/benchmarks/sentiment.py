"""How fast comments are scored, beside scoring them one by one as the library's manual says."""

import gc
import random
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.benchmarks.processes import fresh_process

if TYPE_CHECKING:
    import pyarrow as pa

    from assets.sentiment.textblob_english import TextBlobEnglish

# TextBlob is slow: its rate is taken from about so many of the texts.
SAMPLE = 4_000
# As `assets.sentiment.comment_scores` cuts them.
BATCH = 100_000
LANGUAGES = ("en", "ko", "fi")


@dataclass(frozen=True)
class SentimentTimes:
    """Texts in a CPU second on one core: the best of some rounds, all taken in turn.

    Attributes:
        characters: Mean length of a text.
        textblob_rate: `TextBlob(text).sentiment`, one by one.
        cold_rate: `TextBlobEnglish.exact_scores` by a scorer that has met no word yet.
        warm_rate: The same by a scorer that has met these texts.
        scorer_rates: The trained scorer of Korean and of Finnish, by language.
        stage_rates: The whole stage (language, score, topics, values), by language, on the demo's
            comments.
        peak_mib: Resident memory at its highest.
    """

    texts: int
    characters: float
    rounds: int
    textblob_rate: float
    cold_rate: float
    warm_rate: float
    scorer_rates: dict[str, float]
    stage_rates: dict[str, float]
    peak_mib: float

    @property
    def facts(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self) | {"cold_ratio": self.cold_ratio, "warm_ratio": self.warm_ratio}

    @property
    def cold_ratio(self) -> float:
        """The cold rate in times of TextBlob's."""
        return self.cold_rate / self.textblob_rate

    @property
    def warm_ratio(self) -> float:
        """The warm rate in times of TextBlob's."""
        return self.warm_rate / self.textblob_rate

    def __str__(self) -> str:
        return (
            f"{self.texts:,} English texts of {self.characters:.0f} characters, one core: "
            f"TextBlob {self.textblob_rate:,.0f} texts/s; "
            f"exact scores cold {self.cold_rate:,.0f} texts/s = {self.cold_ratio:.1f} times, "
            f"warm {self.warm_rate:,.0f} texts/s = {self.warm_ratio:.1f} times\n"
            f"trained scorers: {_listed(self.scorer_rates)}\n"
            f"whole stage: {_listed(self.stage_rates)}; at most {self.peak_mib:,.0f} MiB"
        )


def _listed(rates: dict[str, float]) -> str:
    return ", ".join(f"{language} {rate:,.0f} texts/s" for language, rate in rates.items())


def bench_sentiment(texts: int, rounds: int, comments: Path | None) -> SentimentTimes:
    """Measure up to so many texts in a process of its own.

    Args:
        texts: How many; fewer if the folder holds fewer.
        rounds: Every rate is the best of so many.
        comments: A folder of text files, a comment a line; without it the demo's phrases.
    """
    with fresh_process() as process:
        return process.submit(_measure, texts, rounds, comments).result()


def _measure(count: int, rounds: int, comments: Path | None) -> SentimentTimes:
    import pyarrow as pa
    from textblob import TextBlob

    from assets.sentiment.textblob_english import TextBlobEnglish

    pa.set_cpu_count(1)
    texts = _written(comments, count) if comments else _made_up("en", count)
    batches = _batches(texts)
    sample = texts[:: max(1, len(texts) // SAMPLE)]
    _score(TextBlobEnglish(), batches)  # loads the lexicon
    slow, cold, warm = [], [], []
    for _ in range(rounds):
        slow.append(_cpu_seconds(lambda: [tuple(TextBlob(text).sentiment) for text in sample]))
        scorer = TextBlobEnglish()
        cold.append(_cpu_seconds(partial(_score, scorer, batches)))
        warm.append(_cpu_seconds(partial(_score, scorer, batches)))
    characters = sum(map(len, texts)) / len(texts)
    rates = len(sample) / min(slow), len(texts) / min(cold), len(texts) / min(warm)
    scorers, stages = _other_rates(count, rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return SentimentTimes(len(texts), characters, rounds, *rates, scorers, stages, peak)


def _other_rates(count: int, rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Texts in a CPU second: by the scorers of Korean and Finnish, and by the whole stage."""
    import pyarrow as pa

    from assets.sentiment.scorers.choice import scorer_of
    from assets.sentiment.scoring import score_comments

    def rate(score: "Callable[[pa.Array], object]", batches: "list[pa.Array]") -> float:
        seconds = [_cpu_seconds(lambda: list(map(score, batches))) for _ in range(rounds)]
        return count / min(seconds)

    def stage(batch: "pa.Array") -> object:
        return score_comments(batch, pa.nulls(len(batch), pa.string()))

    batches = {language: _batches(_made_up(language, count)) for language in LANGUAGES}
    scorers = {of: rate(scorer_of(of).score, batches[of]) for of in LANGUAGES if of != "en"}
    return scorers, {of: rate(stage, batches[of]) for of in LANGUAGES}


def _batches(texts: list[str]) -> "list[pa.Array]":
    import pyarrow as pa

    return [pa.array(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]


def _score(scorer: "TextBlobEnglish", batches: "list[pa.Array]") -> None:
    for batch in batches:
        scorer.exact_scores(batch)


def _written(folder: Path, count: int) -> list[str]:
    """The longest field of each line of the folder's text files."""
    files = sorted(folder.glob("*.txt"))
    lines = [line for file in files for line in file.read_text("utf-8", "replace").split("\n")]
    return [max(line.split("\t"), key=len) for line in lines if line][:count]


def _made_up(language: str, count: int) -> list[str]:
    """Three of the demo's phrases a text, with a number in their slots."""
    from assets.demo.phrases import NONE, load_phrasebook

    book, draw = load_phrasebook(language), random.Random(1)
    ends = list(zip(book.before.to_pylist(), book.after.to_pylist(), strict=True))
    del ends[NONE]

    def phrase() -> str:
        before, after = draw.choice(ends)
        return f"{before}{draw.randrange(10_000)}{after}" if after else before

    return [" ".join(phrase() for _ in range(3)) for _ in range(count)]


def _cpu_seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun
