"""`python -m training`: makes the bundled model again from public data."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.embedding import FloatArray
from training import corpus
from training.alignment import Translations, align
from training.batches import Batches, Collection
from training.encoded import Encoder, Texts
from training.export import save
from training.start import Start, importance, reduce_teacher, unit
from training.teacher import taught_words, teach
from training.tokenizer import build as build_tokenizer
from training.training import STEPS, train
from training.vocabulary import Vocabulary, WordCounter
from training.vocabulary import build as build_vocabulary

TRANSLATABLE = 0.15
"""A token that matters less than this ("the") is not aligned."""

RUNS = (2, 1)
"""How many runs each round has; a later round aligns words with what the earlier learned."""
START_SHARE = 0.2
"""How much of the starting vectors stays: rare words, which training moves at random, gain by it."""


def average(starts: list[FloatArray], trained: list[FloatArray]) -> FloatArray:
    """One model from several of one origin (Wortsman et al., "Model soups", 2022)."""
    first: FloatArray = START_SHARE * np.mean(starts, axis=0)
    second: FloatArray = (1 - START_SHARE) * np.mean(trained, axis=0)
    return first + second


def read(data: Path, headlines: Path | None) -> dict[tuple[str, str], list[corpus.Pair]]:
    """All training pairs by kind and language."""
    pairs: dict[tuple[str, str], list[corpus.Pair]] = {}
    for language in corpus.OTHERS:
        pairs["pairs", language] = list(corpus.sentence_pairs(data, language))
        pairs["lexicon", language] = list(corpus.lexicon(data, language))
    for language in ("en", "fr"):
        pairs["qa", language] = list(corpus.question_pairs(data, language))
    if headlines is not None and headlines.is_file():
        pairs["headlines", "ar"] = list(corpus.headline_pairs(headlines))
    return pairs


def choose_vocabulary(pairs: dict[tuple[str, str], list[corpus.Pair]]) -> Vocabulary:
    """The tokens, from the training texts and the frequencies of `wordfreq`."""
    counter = WordCounter()
    known: dict[str, set[str]] = {"en": set()}
    for (kind, language), rows in pairs.items():
        if kind == "pairs":
            counter.read("en", (row.left for row in rows))
            counter.read(language, (row.right for row in rows))
        elif kind == "lexicon":
            known["en"].update(word for row in rows for word in counter.words(row.left))
            known[language] = {word for row in rows for word in counter.words(row.right)}
        elif kind == "headlines":
            counter.read(language, (f"{row.left} {row.right}" for row in rows))
    counter.close()
    return build_vocabulary(counter, known)


def encode(
    pairs: dict[tuple[str, str], list[corpus.Pair]], encoder: Encoder
) -> dict[tuple[str, str], Collection]:
    """The pairs as tokens."""
    return {
        key: Collection(
            encoder.encode([row.left for row in rows]),
            encoder.encode([row.right for row in rows]),
            np.array([corpus.SOURCE_WEIGHTS.get(row.source, 1.0) for row in rows]),
        )
        for key, rows in pairs.items()
    }


def align_all(
    collections: dict[tuple[str, str], Collection], matters: NDArray[np.bool_], earlier: FloatArray | None
) -> dict[str, Translations]:
    """Translation tables of every language, from its sentence pairs and its lexicon."""
    tables = {}
    for language in corpus.OTHERS:
        texts, words = collections["pairs", language], collections["lexicon", language]
        tables[language] = align(
            _join(texts.left, words.left),
            _join(texts.right, words.right),
            matters,
            np.concatenate([np.sqrt(np.minimum(texts.weights, 1)), np.full(len(words.left), 0.7)]),
            earlier,
        )
        sys.stderr.write(f"aligned {language}: {len(tables[language].left)} word pairs\n")
    return tables


def _join(first: Texts, second: Texts) -> Texts:
    starts = np.concatenate([first.starts[:-1], second.starts + first.starts[-1]])
    return Texts(np.concatenate([first.tokens, second.tokens]), starts)


def main() -> None:
    """Read, choose the vocabulary, align, start, train, save."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with pairs.*, lexicon.* and qa.*")
    parser.add_argument("--headlines", type=Path, help="gzipped JSONL of Arabic news with title and text")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--cache", type=Path, help=".npz file that keeps the teacher's vectors")
    parser.add_argument("--steps", type=int, default=STEPS, help="steps of each of the three runs")
    given = parser.parse_args()
    headlines = given.headlines or given.data.parent / "archives" / "jawhara-fm.ar.jsonl.gz"
    pairs = read(given.data, headlines)
    english = (row.left for (kind, _), rows in pairs.items() if kind in ("pairs", "lexicon") for row in rows)
    words = taught_words(english)
    taught = reduce_teacher(teach(words, given.cache))
    vocabulary = choose_vocabulary(pairs)
    sys.stderr.write(f"{len(vocabulary.tokens)} tokens\n")
    tokenizer = build_tokenizer(vocabulary.tokens, vocabulary.scores)
    collections = encode(pairs, Encoder(tokenizer))
    weights = importance(vocabulary.frequencies)
    starts: list[FloatArray] = []
    trained: list[FloatArray] = []
    for runs in RUNS:
        earlier = unit(average(starts, trained)) if trained else None
        tables = align_all(collections, weights > TRANSLATABLE, earlier)
        start = Start(vocabulary.tokens, weights)
        start.take_teacher(words, taught)
        lexicons = [
            (collections["lexicon", language].left, collections["lexicon", language].right)
            for language in corpus.OTHERS
        ]
        start.take_translations(lexicons, tables.values())
        start.lean_on_relatives(vocabulary.languages)
        start.take_relatives(vocabulary.languages)
        starts.append(start.fill())
        for _ in range(runs):
            batches = Batches(collections, tables, len(vocabulary.tokens), seed=len(trained))
            trained.append(train(starts[-1], batches, given.steps))
    vectors = average(starts, trained)
    save(given.out, tokenizer, vectors, vocabulary.languages)


if __name__ == "__main__":
    main()
