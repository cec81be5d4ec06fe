"""The bundled model's tokenizer, read from its `tokenizer.json` without the library that wrote it.

The library takes more than half a second to build its tables and runs eighteen regular expressions over each
word; here the same rules are one table of characters and one dictionary of tokens. A test holds that both
give the same tokens.
"""

from __future__ import annotations

import gc
import json
import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from language.batch_segmentation import BatchSegmenter
from language.vocabulary import Vocabulary

_LETTER, _NUMBER, _OTHER = "L", "N", ""
_UNKNOWN_PENALTY = 10.0
_NOTHING = float("-inf")
_BATCH = 64
"""Words from which they are cut side by side; fewer are cut sooner one by one."""

Piece = tuple[int, int, int]
"""A token, where it begins and where it ends."""


class _Characters(dict[str, tuple[tuple[str, str], ...]]):
    """What each character becomes: folded characters, each with its kind; worked out when first met."""

    def __init__(self, replacements: Sequence[tuple[re.Pattern[str], str]]) -> None:
        super().__init__()
        self._replacements = replacements

    def __missing__(self, character: str) -> tuple[tuple[str, str], ...]:
        parts = unicodedata.normalize("NFKD", character)
        folded = "".join(part.lower() for part in parts if unicodedata.category(part)[0] != "M")
        for pattern, content in self._replacements:
            folded = pattern.sub(content, folded)
        self[character] = result = tuple((part, _kind(part)) for part in folded)
        return result


class _Folded(dict[str, str]):
    """What each character becomes, as one string."""

    def __init__(self, characters: _Characters) -> None:
        super().__init__()
        self._characters = characters

    def __missing__(self, character: str) -> str:
        self[character] = result = "".join(part for part, _ in self._characters[character])
        return result


def _kind(character: str) -> str:
    first = unicodedata.category(character)[0]
    return first if first in (_LETTER, _NUMBER) else _OTHER


def _runs(folded: str) -> list[str]:
    """The runs of letters and the runs of numbers in a folded word."""
    return ["".join(run) for kind, run in groupby(folded, _kind) if kind]


def _joined(found: list[tuple[int, ...]], parted: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The tokens of words, given those of their runs.

    Args:
        found: the tokens of each run.
        parted: the places of the words that are not one run, and how many each is.
    """
    result: list[tuple[int, ...]] = []
    taken = 0
    for place, count in parted:
        alone = place - len(result)
        result += found[taken : taken + alone]
        taken += alone
        result.append(tuple(token for run in found[taken : taken + count] for token in run))
        taken += count
    return result + found[taken:]


def _parts(path: Path) -> tuple[list[str], array[float], list[tuple[str, str]]]:
    """Tokens, scores and replacements of a `tokenizer.json`."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if content["model"]["type"] != "Unigram":
        raise ValueError(f"{path} is not the tokenizer of a bundled model: its kind is not Unigram.")
    rules = [rule for rule in content["normalizer"]["normalizers"] if rule["type"] == "Replace"]
    replacements = [(rule["pattern"]["Regex"], rule["content"]) for rule in rules]
    scores = array("d", (score for _, score in content["model"]["vocab"]))
    return [token for token, _ in content["model"]["vocab"]], scores, replacements


class UnigramTokenizer:
    """Cuts words into the likeliest tokens.

    Attributes:
        tokens: the token of each id.
    """

    def __init__(
        self, tokens: Sequence[str], scores: Sequence[float], replacements: Sequence[tuple[str, str]]
    ) -> None:
        """Take the parts of a `tokenizer.json`.

        Args:
            tokens: the vocabulary; the first is the unknown one.
            scores: the log-likelihood of each.
            replacements: regular expressions of single folded characters, and what they become.
        """
        self.tokens = Vocabulary(tokens)
        self._longest = int(self.tokens.lengths()[1:].max(initial=0))
        self._unknown = min(scores, default=0.0) - _UNKNOWN_PENALTY
        self._characters = _Characters([(re.compile(old), new) for old, new in replacements])
        self._folded = _Folded(self._characters)
        self._scores = array("d", scores)
        self._batch: BatchSegmenter | None = None

    @classmethod
    def load(cls, path: Path) -> UnigramTokenizer:
        """Read a `tokenizer.json` that `training/` wrote.

        Raises:
            ValueError: if the file is of another kind of tokenizer.
        """
        collecting = gc.isenabled()
        # Two hundred thousand small lists make the collector look at them again and again.
        gc.disable()
        try:
            return cls(*_parts(path))
        finally:
            if collecting:
                gc.enable()

    @cached_property
    def _ids(self) -> dict[str, int]:
        # Whoever cuts many words at once never needs it.
        return {token: id_ for id_, token in enumerate(self.tokens)}

    def ids(self, text: str) -> tuple[int, ...]:
        """The tokens of a text, without the unknown one."""
        folded = "".join(map(self._folded.__getitem__, text))
        if folded.isalpha():
            # Nearly every word: letters only, and nobody asked where its tokens stand.
            return tuple(token for token, _, _ in self._segment(folded))
        return tuple(token for token, _, _ in self.pieces(text))

    def ids_of_words(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The tokens of each of many words, none of which holds a line break: as `ids`, many times faster."""
        if self._batch is None:
            if len(words) < _BATCH:
                return list(map(self.ids, words))
            self._batch = BatchSegmenter(self.tokens, self._scores, self._unknown)
        folded = "".join(map(self._folded.__getitem__, "\n".join(words))).split("\n")
        runs: list[str] = []
        parted: list[tuple[int, int]] = []
        for place, word in enumerate(folded):
            if word.isalpha():
                runs.append(word)
            else:
                pieces = _runs(word)
                parted.append((place, len(pieces)))
                runs += pieces
        found = self._batch.segment(runs)
        return _joined(found, parted) if parted else found

    def pieces(self, text: str) -> list[Piece]:
        """The tokens of a text, without the unknown one, and where each stands in the text as given."""
        result: list[Piece] = []
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        kind = _OTHER
        for place, character in enumerate(text):
            folded = self._characters[character]
            if not folded and ends and ends[-1] == place and unicodedata.combining(character):
                # A mark belongs to the letter that it stands on.
                ends[-1] = place + 1
            for part, its_kind in folded:
                if its_kind != kind:
                    if letters:
                        result += self._placed("".join(letters), starts, ends)
                        letters, starts, ends = [], [], []
                    kind = its_kind
                if its_kind:
                    letters.append(part)
                    starts.append(place)
                    ends.append(place + 1)
        if letters:
            result += self._placed("".join(letters), starts, ends)
        return result

    def place(self, text: str, ids: Sequence[int]) -> list[Piece]:
        """Where tokens that are already known stand in the text they were read from.

        Far quicker than cutting the text again: each token is looked for behind the one before.

        Args:
            text: as given.
            ids: its tokens, in order; one that is not there is left out.
        """
        letters: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text):
            folded = self._folded[character]
            letters.append(folded)
            places += [place] * len(folded)
        whole = "".join(letters)
        result: list[Piece] = []
        behind = 0
        for token in ids:
            word = self.tokens[token]
            start = whole.find(word, behind)
            if start >= 0:
                behind = start + len(word)
                result.append((token, places[start], places[behind - 1] + 1))
        return result

    def _placed(self, word: str, starts: list[int], ends: list[int]) -> list[Piece]:
        """The tokens of a folded word where they stand in the text."""
        return [(token, starts[start], ends[end - 1]) for token, start, end in self._segment(word)]

    def _segment(self, word: str) -> list[Piece]:
        """The likeliest tokens of a folded word (Viterbi; of equal ones, the first found)."""
        ids, scores, size = self._ids, self._scores, len(word)
        best = [_NOTHING] * (size + 1)
        came: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        best[0] = 0.0
        for start in range(size):
            here = best[start]
            known = False
            for end in range(start + 1, min(size, start + self._longest) + 1):
                token = ids.get(word[start:end])
                if token is not None:
                    known = known or end == start + 1
                    score = here + scores[token]
                    if score > best[end]:
                        best[end], came[end] = score, (start, token)
            if not known and here + self._unknown > best[start + 1]:
                best[start + 1], came[start + 1] = here + self._unknown, (start, 0)
        path: list[Piece] = []
        end = size
        while end:
            start, token = came[end]
            if token:
                path.append((token, start, end))
            end = start
        path.reverse()
        return path
