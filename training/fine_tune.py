"""`python -m training.fine_tune`: the bundled model, trained a little further on one's own archive.

A headline and its article, and two passages of one article, speak of the same thing: these are the pairs.
Every tenth article is kept out of training; on these the model is measured before and after, and what is no
better is not written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from archive.article import Article
from archive.errors import CouldNotRunError, UsageError
from archive.listing import every_article
from archive.settings import Settings
from archive.terminal import run, write_json
from ingest.preparing.chunking import passages
from language.embedding import FloatArray
from language.static_model import BUNDLED, StaticModel
from training.batches import LONG_BATCH, LONGEST, Batch, Ids
from training.export import save
from training.training import train

STEPS = 300
RATE = 0.0003
FEWEST = 200
"""Articles below which nothing useful can be learned, nor measured."""
HELD_OUT = 10
"""One article of so many is kept for measuring."""
START_SHARE = 0.5
"""How much of the bundled vectors stays: what an archive does not speak of should not be forgotten."""


@dataclass(frozen=True, slots=True)
class Tokenised:
    """An article as tokens."""

    headline: Ids
    passages: tuple[Ids, ...]


class ArchiveBatches:
    """Draws pairs of an archive: a headline with a passage, or two passages, of one article each."""

    def __init__(self, articles: Sequence[Tokenised], seed: int = 0) -> None:
        self._articles = articles
        self._random = np.random.default_rng(seed)

    def draw(self) -> Batch:
        """The next batch: no article is in it twice, and equal headlines are no negatives of each other."""
        size = min(LONG_BATCH, len(self._articles))
        chosen = self._random.choice(len(self._articles), size=size, replace=False)
        headlines = self._random.random() < 0.7
        left, right = [], []
        for place in chosen:
            one = self._articles[place]
            first = int(self._random.integers(len(one.passages)))
            if headlines or len(one.passages) == 1:
                left.append(one.headline)
                right.append(one.passages[first])
            else:
                second = first - 1 if first else 1
                left.append(one.passages[first])
                right.append(one.passages[second])
        return Batch("headlines" if headlines else "passages", left, right, _same(left))


def _same(texts: Sequence[Ids]) -> torch.Tensor:
    numbers = {text.tobytes(): number for number, text in enumerate(texts)}
    kinds = np.array([numbers[text.tobytes()] for text in texts])
    same = kinds[:, None] == kinds
    np.fill_diagonal(same, False)
    return torch.from_numpy(same)


def tokenise(articles: Sequence[Article], model: StaticModel) -> list[Tokenised]:
    """The articles that have a headline and a text of which the model knows words."""
    result = []
    for article in articles:
        cut = [article.body[start:end] for start, end in passages(article.body)]
        headline, *texts = (
            ids[:LONGEST].astype(np.int32) for ids in model.token_ids([article.info.title, *cut])
        )
        known = tuple(ids for ids in texts if ids.size)
        if headline.size and known:
            result.append(Tokenised(headline, known))
    return result


def found_first(vectors: FloatArray, articles: Sequence[Tokenised]) -> float:
    """The share of headlines whose nearest first passage is their own article's."""
    headlines = _embed(vectors, [one.headline for one in articles])
    texts = _embed(vectors, [one.passages[0] for one in articles])
    return float((np.argmax(headlines @ texts.T, axis=1) == np.arange(len(articles))).mean())


def _embed(vectors: FloatArray, texts: Sequence[Ids]) -> FloatArray:
    rows = np.stack([vectors[text].sum(axis=0) for text in texts])
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def fine_tune(
    articles: Sequence[Tokenised], start: FloatArray, steps: int = STEPS, rate: float = RATE
) -> tuple[FloatArray, float, float]:
    """New vectors, and the share of held-out headlines that find their article, before and after.

    Raises:
        CouldNotRunError: there are too few articles.
    """
    if len(articles) < FEWEST:
        raise CouldNotRunError(
            f"The archive has {len(articles):,} articles with a headline; fewer than {FEWEST} teach nothing."
        )
    shuffled = [articles[place] for place in np.random.default_rng(0).permutation(len(articles))]
    measured, learned = shuffled[::HELD_OUT], [one for n, one in enumerate(shuffled) if n % HELD_OUT]
    trained = train(start, ArchiveBatches(learned), steps, rate)
    vectors: FloatArray = START_SHARE * start + (1 - START_SHARE) * trained
    return vectors, found_first(start, measured), found_first(vectors, measured)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the archive, train, measure, and save what is better; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.steps < 1 or options.rate <= 0:
        raise UsageError("--steps must be one or more, and --rate more than nothing.")
    home = options.home or Settings().home
    model = StaticModel.load()
    articles = tokenise(list(every_article(home)), model)
    vectors, before, after = fine_tune(articles, model.vectors.whole(), options.steps, options.rate)
    figures = f"{before:.3f} before, {after:.3f} after"
    if after <= before:
        raise CouldNotRunError(
            "Training did not help: of the headlines kept out of it, so many find their article first: "
            f"{figures}. Nothing was written; keep the bundled model."
        )
    languages: NDArray[np.uint16] = np.load(BUNDLED / "languages.npy")
    save(options.out, Tokenizer.from_file(str(BUNDLED / "tokenizer.json")), vectors, languages)
    if options.json:
        write_json({"articles": len(articles), "before": before, "after": after, "folder": str(options.out)})
    else:
        sys.stdout.write(
            f"Of the headlines kept out of training, so many find their article first: {figures}.\n"
            f"The model is in {options.out}. Take it with ISNAD_EMBEDDING={options.out}, "
            "and change the archive with python -m ingest --reembed.\n"
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.fine_tune", description=__doc__)
    parser.add_argument("--home", type=Path, help="the archive's data folder, instead of ISNAD_HOME")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--rate", type=float, default=RATE, help="the learning rate at its highest")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


if __name__ == "__main__":
    sys.exit(run(main))
