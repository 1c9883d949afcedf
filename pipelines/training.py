"""Trains a model of the sentiment of comments, writes it, and shows how good it is."""

from dataclasses import asdict
from pathlib import Path

from pipelines.status import Summary


def train_model(language: str, corpora: Path, own: Path | None) -> Summary:
    """Train a model and put it in the place of the one that scores now.

    Args:
        language: `en`, `ko`, `fi`, or `language` for the model that tells Finnish from English.
        corpora: Folder of the public corpora.
        own: A company's own labelled comments (CSV or Parquet: text, label).

    Returns:
        The model's file and version, and its figures on texts that it was not trained on.
    """
    from rich.console import Console

    from assets.sentiment.ngram_model import FOLDER
    from assets.sentiment.training.language_id import train_language_id
    from assets.sentiment.training.report import as_table
    from assets.sentiment.training.train import train

    told_apart = language == "language"
    model, figures = train_language_id(corpora) if told_apart else train(language, corpora, own)
    file = FOLDER / f"{language}.npz"
    model.save(file)
    console = Console(width=120)
    with console.capture() as shown:
        console.print(as_table(figures))
    facts = {"model": str(file), "version": model.version, "figures": list(map(asdict, figures))}
    return Summary(facts, f"{shown.get()}{model.version}: {file}")
