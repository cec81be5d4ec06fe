"""What the model is trained on: sentence pairs, lexicons, questions with their passages, news headlines."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from language.static_model import LANGUAGES

OTHERS = tuple(language for language in LANGUAGES if language != "en")
"""Every language of the model but English, which all pairs have on one side."""

SOURCE_WEIGHTS = {
    # Strings of user interfaces: short, and full of words that mean something else elsewhere.
    "aosp": 0.3,
    "mediawiki-ext": 0.2,
    "web-po": 0.3,
    "web-yml": 0.3,
    "kolibri": 0.4,
    # Classical verses: old words and free translations.
    "quran": 0.4,
    # Course pages on cloud computing: many, and of one subject.
    "ms-azd": 0.4,
    "ms-edgeai": 0.4,
    "ms-iot": 0.5,
    # News and encyclopaedic text is what an archive is like.
    "wmt-newstest": 2.0,
    "mt-geneval": 2.0,
    "tico19": 1.5,
}
"""How often a source's pairs are drawn beside the others' (1)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that say the same, or a question (headline) and the passage that answers it.

    Attributes:
        left: English, a question or a headline.
        right: the other language, or the passage.
        source: name of the collection.
    """

    left: str
    right: str
    source: str


def sentence_pairs(folder: Path, language: str) -> Iterator[Pair]:
    """The parallel sentences of English and one other language."""
    yield from _rows(folder / f"pairs.en-{language}.tsv.gz")


def lexicon(folder: Path, language: str) -> Iterator[Pair]:
    """Words and names of English with what they are called in one other language."""
    yield from _rows(folder / f"lexicon.en-{language}.tsv.gz")


def question_pairs(folder: Path, language: str) -> Iterator[Pair]:
    """Questions and the passages that answer them, within one language ("en" or "fr")."""
    with gzip.open(folder / f"qa.{language}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Pair(row["question"], row["passage"], f"qa-{language}")


def headline_pairs(articles: Path) -> Iterator[Pair]:
    """Headlines and the bodies of their articles, from a JSONL file of news."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["title"] and len(row["text"]) > 80:
                yield Pair(row["title"], row["text"][:1200], "headlines")


def _rows(path: Path) -> Iterator[Pair]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            left, right, source = line.rstrip("\n").split("\t")
            yield Pair(left, right, source)
