"""What training is shown: sentence pairs, lexicons, aligned words, questions, and mixed languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from training.alignment import Translations
from training.encoded import Texts

KINDS = {"pairs": 2.0, "lexicon": 1.0, "qa": 1.5, "headlines": 1.0, "aligned": 0.75, "mixed": 0.75}
"""How often each kind is drawn."""
LANGUAGE_WEIGHTS = {"ar": 2.0, "ur": 1.6, "ru": 1.5, "he": 1.5, "tr": 1.2}
"""Languages drawn more often than the others (1): the hardest ones, and the one that matters most."""
BATCH = 1024
LONG_BATCH = 384
LONGEST = 200
WIDENED = 0.5
"""The share of answering sentences that are shown with their neighbours, as a paragraph."""

Ids = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Collection:
    """Pairs of texts and how often each is drawn."""

    left: Texts
    right: Texts
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts that belong together, place by place.

    Attributes:
        kind: one of `KINDS`.
        left: one side.
        right: the other.
        same: pairs that are no negatives of each other, or None.
    """

    kind: str
    left: list[Ids]
    right: list[Ids]
    same: torch.Tensor | None = None


class Batches:
    """Draws batches at random, each of one kind and one language."""

    def __init__(
        self,
        collections: Mapping[tuple[str, str], Collection],
        tables: Mapping[str, Translations],
        vocabulary: int,
        seed: int = 0,
    ) -> None:
        """Prepare to draw.

        Args:
            collections: by kind and language ("pairs", "ar").
            tables: by language, what the aligner found.
            vocabulary: how many tokens there are.
            seed: of the random numbers.
        """
        self._random = np.random.default_rng(seed)
        self._collections = collections
        self._heaps = {key: np.cumsum(one.weights) / one.weights.sum() for key, one in collections.items()}
        self._words = {language: _sure_words(table) for language, table in tables.items()}
        self._swaps = {language: _swaps(table, vocabulary) for language, table in tables.items()}
        self._keys = [
            *collections,
            *(("aligned", one) for one in tables),
            *(("mixed", one) for one in tables),
        ]
        shares = np.array([KINDS[kind] * LANGUAGE_WEIGHTS.get(one, 1.0) for kind, one in self._keys])
        self._shares = shares / shares.sum()

    def draw(self) -> Batch:
        """The next batch; no text of it is empty."""
        kind, language = self._keys[self._random.choice(len(self._keys), p=self._shares)]
        if kind == "aligned":
            return self._draw_words(language)
        if kind == "mixed":
            left, right = self._draw_texts(("qa", "en"), LONG_BATCH)
            if self._random.random() < 0.5:
                left = [self._translate(text, language) for text in left]
            else:
                right = [self._translate(text, language) for text in right]
        else:
            size = LONG_BATCH if kind in ("qa", "headlines") else BATCH
            left, right = self._draw_texts((kind, language), size)
        kept = [place for place in range(len(left)) if len(left[place]) and len(right[place])]
        return Batch(kind, [left[place] for place in kept], [right[place] for place in kept])

    def _draw_texts(self, key: tuple[str, str], size: int) -> tuple[list[Ids], list[Ids]]:
        one = self._collections[key]
        chosen = np.searchsorted(self._heaps[key], self._random.random(size))
        left = [one.left[place][:LONGEST] for place in chosen]
        widened = self._random.random(size) < (WIDENED if key == ("qa", "en") else 0.0)
        right = [
            self._paragraph(one.right, int(place)) if wide else one.right[place]
            for place, wide in zip(chosen, widened, strict=True)
        ]
        return left, [text[:LONGEST] for text in right]

    def _paragraph(self, sentences: Texts, place: int) -> Ids:
        """A sentence with up to two before it and three behind: neighbours in the data are of one text."""
        first = max(0, place - int(self._random.integers(0, 3)))
        last = min(len(sentences), place + int(self._random.integers(1, 4)))
        # Several questions are asked of one sentence, which stands there for each of them.
        distinct = {sentences[other].tobytes(): sentences[other] for other in range(first, last)}
        return np.concatenate(list(distinct.values()))

    def _draw_words(self, language: str) -> Batch:
        left, right, heap = self._words[language]
        chosen = np.searchsorted(heap, self._random.random(BATCH))
        left, right = left[chosen], right[chosen]
        same = (left[:, None] == left) | (right[:, None] == right)
        np.fill_diagonal(same, False)
        return Batch("aligned", _single(left), _single(right), torch.from_numpy(same))

    def _translate(self, text: Ids, language: str) -> Ids:
        """The text with each word that has translations replaced by one of them.

        Training on mixed languages: Qin et al., "CoSDA-ML" (2020).
        """
        starts, words = self._swaps[language]
        choices = starts[text + 1] - starts[text]
        result = text.copy()
        known = choices > 0
        picks = (self._random.random(int(known.sum())) * choices[known]).astype(np.int64)
        result[known] = words[starts[text[known]] + picks]
        return result


def _single(tokens: Ids) -> list[Ids]:
    return [tokens[place : place + 1] for place in range(len(tokens))]


def _sure_words(table: Translations) -> tuple[Ids, Ids, NDArray[np.float64]]:
    """Word pairs that are most likely right, and the heap they are drawn from."""
    sure = (table.shares > 0.2) & (table.back > 0.1) & (table.counts > 1) & (table.left != table.right)
    weights = np.sqrt(table.counts[sure].astype(np.float64))
    return table.left[sure], table.right[sure], np.cumsum(weights) / max(float(weights.sum()), 1e-9)


def _swaps(table: Translations, vocabulary: int) -> tuple[NDArray[np.int64], Ids]:
    """For each English token where its translations begin, and the translations."""
    kept = (table.back > 0.15) & (table.shares > 0.1) & (table.counts > 1)
    order = np.argsort(table.left[kept], kind="stable")
    starts = np.searchsorted(table.left[kept][order], np.arange(vocabulary + 1))
    return starts, table.right[kept][order]
