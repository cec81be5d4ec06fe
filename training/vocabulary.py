"""Which words and pieces of words get a vector, how likely each is, and whose languages they are."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import wordfreq
from numpy.typing import NDArray

from language.static_model import LANGUAGES
from training.tokenizer import fold

_WORD = re.compile(r"[^\W\d_]+")
LEAST_COUNT = 3

BUDGET = {
    "en": 38_000, "ar": 34_000, "ru": 33_000, "de": 21_000, "tr": 23_000,
    "fr": 17_500, "es": 18_000, "fa": 15_000, "he": 20_000, "ur": 9_500,
}  # fmt: skip
"""Whole words a language may have, before those shared between languages are counted once."""

PIECES = 13_000
LONGEST_PIECE = 5
LAST_NUMBER = 2_100
"""Numbers up to here (all years) are one token; longer ones fall into several."""

CLITICS = {
    "ar": ["و", "ف", "ب", "ك", "ل", "س", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وب", "ول"],
    "he": ["ו", "ה", "ב", "ל", "מ", "ש", "כ", "וה"],
    "fa": ["می", "نمی"],
}
SUFFIXES = {"fa": ["ها", "هاي", "هايي"], "ar": ["ها", "هم", "هما"]}
"""Particles that are written joined to a word; the word without them is the one worth a vector."""

_ARTICLES = frozenset(["ال", "وال", "فال", "بال", "كال", "لل", "ولل", "ה", "וה"])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The model's tokens; token 0 is the unknown one.

    Attributes:
        tokens: as the tokenizer writes them.
        scores: log-likelihoods by which a word is taken apart.
        frequencies: share of running text that the token is, shape (V,).
        languages: a bit mask a token, shape (V,).
    """

    tokens: list[str]
    scores: list[float]
    frequencies: NDArray[np.float32]
    languages: NDArray[np.uint16]


def in_script(word: str, language: str) -> bool:
    """Whether a word is written in the script of a language."""
    first = ord(word[0])
    match language:
        case "ar" | "fa" | "ur":
            return 0x600 <= first < 0x780
        case "he":
            return 0x590 <= first < 0x600
        case "ru":
            return 0x400 <= first < 0x530
        case _:
            return first < 0x250


class WordCounter:
    """Words of each language with the share of running text that each makes up."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._texts: dict[str, Counter[str]] = {language: Counter() for language in LANGUAGES}
        self.counts: dict[str, Counter[str]] = {}
        self.shares: dict[str, dict[str, float]] = {}

    def read(self, language: str, texts: Iterable[str]) -> None:
        """Count the words of training texts."""
        counts = self._texts[language]
        for text in texts:
            counts.update(text.split())

    def words(self, text: str) -> list[str]:
        """The folded words of a text."""
        return _WORD.findall(fold(text))

    def close(self) -> None:
        """Join the counts with the frequencies of `wordfreq`, which knows far more text."""
        for language in LANGUAGES:
            shares: dict[str, float] = defaultdict(float)
            for spelling in wordfreq.top_n_list(language, 150_000, wordlist="best"):
                share = wordfreq.word_frequency(spelling, language, wordlist="best")
                for word in _WORD.findall(fold(spelling)):
                    if in_script(word, language):
                        shares[word] += share
            counts: Counter[str] = Counter()
            for text, count in self._texts[language].items():
                for word in _WORD.findall(fold(text)):
                    if in_script(word, language):
                        counts[word] += count
            total = max(sum(counts.values()), 1_000_000)
            for word, count in counts.items():
                if count >= LEAST_COUNT:
                    shares[word] = max(shares.get(word, 0.0), 0.1 * count / total)
            self.counts[language] = counts
            self.shares[language] = dict(shares)


def build(counter: WordCounter, lexicon_words: dict[str, set[str]]) -> Vocabulary:
    """Choose whole words by frequency and the pieces that make up the rest.

    Args:
        counter: closed.
        lexicon_words: folded words of each language that a lexicon translates; they go before others of
            half as much again in frequency, because their meaning can be learned.
    """
    chosen: dict[str, float] = {}
    owners: dict[str, int] = defaultdict(int)
    pieces: dict[str, float] = defaultdict(float)
    for place, language in enumerate(LANGUAGES):
        shares = counter.shares[language]
        known = lexicon_words.get(language, set())
        ranked = sorted(shares, key=lambda word: -shares[word] * (2.0 if word in known else 1.0))
        words = [word for word in ranked if not _is_composed(word, language, shares)][: BUDGET[language]]
        kept = set(words)
        for word in words:
            chosen[word] = max(chosen.get(word, 0.0), shares[word])
        for word in ranked:
            if word in kept or shares[word] > 1e-7:
                owners[word] |= 1 << place
            if word not in kept:
                for piece in _edges(word):
                    pieces[piece] += shares[word]
    entries = {word: (math.log(share) - 8.0, share) for word, share in chosen.items()}
    characters = sorted({character for word in (*chosen, *pieces) for character in word})
    _add_pieces(entries, owners, pieces)
    for character in characters:
        entries.setdefault(character, (-24.0, 1e-3))
    for clitic in sorted({clitic for group in (*CLITICS.values(), *SUFFIXES.values()) for clitic in group}):
        entries[fold(clitic)] = (-8.5, 1e-2)
    for number in range(LAST_NUMBER + 1):
        share = 3e-4 if number < 100 else 2e-6
        entries[str(number)] = (math.log(share) - 8.0, share)
    return Vocabulary(
        tokens=["[UNK]", *entries],
        scores=[0.0, *(round(score, 1) for score, _ in entries.values())],
        frequencies=np.array([1.0, *(share for _, share in entries.values())], dtype=np.float32),
        languages=np.array([0, *(owners.get(token, 0) for token in entries)], dtype=np.uint16),
    )


def _add_pieces(
    entries: dict[str, tuple[float, float]], owners: dict[str, int], pieces: dict[str, float]
) -> None:
    """The beginnings and ends that the words without an entry of their own need most."""
    total = sum(pieces.values())
    best = sorted(pieces, key=lambda piece: -pieces[piece] * len(piece) ** 2)
    for piece in [piece for piece in best if piece not in entries][:PIECES]:
        share = pieces[piece] / total
        entries[piece] = (math.log(share) - 12.0, share / 10)
        for bit, language in enumerate(LANGUAGES):
            if len(piece) >= 3 and in_script(piece, language):
                owners[piece] |= 1 << bit


def _is_composed(word: str, language: str, shares: dict[str, float]) -> bool:
    """Whether a word is a joined particle and a more frequent word, so that it needs no vector."""
    for clitic in CLITICS.get(language, ()):
        rest = word[len(clitic) :]
        if word.startswith(clitic) and len(rest) >= 3:
            least = 0.1 if clitic in _ARTICLES else 0.5
            if shares.get(rest, 0.0) >= least * shares[word]:
                return True
    for suffix in SUFFIXES.get(language, ()):
        rest = word[: -len(suffix)]
        if word.endswith(suffix) and len(rest) >= 3 and shares.get(rest, 0.0) >= 0.5 * shares[word]:
            return True
    return False


def _edges(word: str) -> list[str]:
    """The beginnings and ends of a word that may serve as pieces."""
    reach = range(2, min(LONGEST_PIECE, len(word) - 1) + 1)
    return [word[:n] for n in reach] + [word[-n:] for n in reach]
