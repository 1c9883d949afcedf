"""How fast comments are scored, beside scoring them one by one as the library's manual says."""

import gc
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipelines.benchmarks.processes import fresh_process, peak_mib

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
        stored: How many comments, of all languages, were scored into a warehouse at once.
        stored_rate: Of these, in a CPU second.
        stored_seconds: How long that took.
        stored_peak_mib: Most memory that the process held which scored them.
    """

    texts: int
    characters: float
    rounds: int
    textblob_rate: float
    cold_rate: float
    warm_rate: float
    scorer_rates: dict[str, float]
    stage_rates: dict[str, float]
    stored: int
    stored_rate: float
    stored_seconds: float
    stored_peak_mib: int

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
            f"{self.texts:,} English texts of {self.characters:.0f} characters, in a CPU second: "
            f"TextBlob {self.textblob_rate:,.0f} texts; "
            f"exact scores cold {self.cold_rate:,.0f} texts = {self.cold_ratio:.1f} times, "
            f"warm {self.warm_rate:,.0f} texts = {self.warm_ratio:.1f} times\n"
            f"trained scorers: {_listed(self.scorer_rates)}\n"
            f"whole stage: {_listed(self.stage_rates)}\n"
            f"{self.stored:,} comments scored into a warehouse: {self.stored_rate:,.0f} in a CPU "
            f"second, {self.stored_seconds:.1f} s, at most {self.stored_peak_mib:,} MiB"
        )


def _listed(rates: dict[str, float]) -> str:
    return ", ".join(f"{language} {rate:,.0f} texts" for language, rate in rates.items())


def bench_sentiment(texts: int, rounds: int, comments: Path | None, stored: int) -> SentimentTimes:
    """Measure up to so many texts, and scoring into a warehouse, each in a process of its own.

    Args:
        texts: How many; fewer if the folder holds fewer.
        rounds: Every rate is the best of so many.
        comments: A folder of text files, a comment a line; without it the demo's phrases.
        stored: How many comments to score into a warehouse.
    """
    with fresh_process() as process:
        storing = process.submit(_store, stored).result()
    with fresh_process() as process:
        rates = process.submit(_measure, texts, rounds, comments).result()
    return SentimentTimes(**rates, **storing)


def _store(count: int) -> dict[str, Any]:
    """Score so many comments, a third in each language, into tables on disk."""
    import pyarrow as pa

    from assets.sentiment.comment_scores import score_new_comments
    from assets.warehouse.duckdb import open_engine
    from assets.warehouse.home import Home
    from assets.warehouse.run import PrivacyRules, PublishingRules, Run

    pa.set_cpu_count(1)
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.create_folders()
        with open_engine(home.work_database) as engine:
            engine.connection.execute("set threads = 1")
            engine.replace_with("intermediate.comments", _comments(count))
            rules = PrivacyRules(10, 20), PublishingRules("v1.2.0", 1)
            run = Run(home, engine, datetime(2027, 1, 1), False, *rules)
            begun = time.perf_counter()
            seconds = _cpu_seconds(lambda: score_new_comments(run))
            return {
                "stored": engine.count_rows("sentiment.comment_scores"),
                "stored_rate": count / seconds,
                "stored_seconds": time.perf_counter() - begun,
                "stored_peak_mib": peak_mib(),
            }


def _comments(count: int) -> "pa.Table":
    """So many comments with the columns of `intermediate.comments` that scoring reads."""
    import pyarrow as pa

    each = [count // 3, count // 3, count - 2 * (count // 3)]
    texts = [pa.array(_made_up(of, number)) for of, number in zip(LANGUAGES, each, strict=True)]
    languages = [pa.repeat(of, number) for of, number in zip(LANGUAGES, each, strict=True)]
    return pa.table(
        {
            "declared_language": pa.chunked_array(languages),
            "text": pa.chunked_array(texts),
            "text_hash": pa.array(range(count)).cast(pa.string()),
        }
    )


def _measure(count: int, rounds: int, comments: Path | None) -> dict[str, Any]:
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
    scorers, stages = _other_rates(count, rounds)
    return {
        "texts": len(texts),
        "characters": characters,
        "rounds": rounds,
        "textblob_rate": len(sample) / min(slow),
        "cold_rate": len(texts) / min(cold),
        "warm_rate": len(texts) / min(warm),
        "scorer_rates": scorers,
        "stage_rates": stages,
    }


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
