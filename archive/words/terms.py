"""The terms under which the word index knows a passage, worked out piece by piece and remembered.

News repeats its words: to look up what stands between two spaces costs a fraction of folding and cutting it
again. Folding goes letter by letter and leaves spaces alone, so the terms of a text are those of its pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from language.grams import folded_words, word_grams
from language.skeletons import skeletons_of_folded

_REMEMBERED = 8_000_000
"""Letters of grams, of all languages: those of some 200,000 pieces, 80 MB with all that is kept of them."""


class Terms(NamedTuple):
    """The terms of one passage, with spaces between; each carries its language ("ar:كتاب").

    Attributes:
        grams: the character grams, in their order and with repeats.
        sounds: the skeletons, each once.
        tokens: the model's tokens, in their order and with repeats.
    """

    grams: str
    sounds: str
    tokens: str


class PassageTerms:
    """Makes the terms of passages."""

    def __init__(self) -> None:
        self._languages: dict[str, _LanguageTerms] = {}

    def of(self, text: str, language: str, tokens: list[int]) -> Terms:
        """The terms of a passage: of its text in any spelling, and of the model's tokens of it."""
        if sum(known.size for known in self._languages.values()) > _REMEMBERED:
            for known in self._languages.values():
                known.forget()
        if language not in self._languages:
            self._languages[language] = _LanguageTerms(language)
        return self._languages[language].of(text, tokens)


class _LanguageTerms:
    """Terms of one language, with what was met of it."""

    def __init__(self, language: str) -> None:
        self._prefix = f"{language}:"
        self._sounds: dict[str, str] = {}
        self._grams = _Grams(self._meet)
        self._words: dict[str, tuple[str, str]] = {}

    @property
    def size(self) -> int:
        """Letters of the grams that are kept: a text without spaces is one piece, and long."""
        return self._grams.letters

    def forget(self) -> None:
        self._grams.clear()
        self._grams.letters = 0
        self._sounds.clear()
        self._words.clear()

    def of(self, text: str, tokens: list[int]) -> Terms:
        pieces = text.split()
        grams = " ".join(map(self._grams.__getitem__, pieces))
        heard = " ".join(set(map(self._sounds.__getitem__, pieces)))
        return Terms(grams, " ".join(set(heard.split())), self._numbers(tokens))

    def _meet(self, piece: str) -> str:
        words = list(map(self._of_word, folded_words(piece)))
        self._sounds[piece] = " ".join([sounds for _, sounds in words])
        return " ".join([grams for grams, _ in words])

    def _of_word(self, word: str) -> tuple[str, str]:
        known = self._words.get(word)
        if known is None:
            known = self._joined(word_grams(word)), self._joined(skeletons_of_folded(word))
            self._words[word] = known
        return known

    def _joined(self, words: Iterable[str]) -> str:
        return " ".join([self._prefix + word for word in words])

    def _numbers(self, numbers: list[int]) -> str:
        # A list prints itself faster than its numbers can be joined.
        return self._prefix + str(numbers)[1:-1].replace(", ", f" {self._prefix}") if numbers else ""


class _Grams(dict[str, str]):
    """The grams of each piece, which `meet` is asked for at the first time."""

    def __init__(self, meet: Callable[[str], str]) -> None:
        super().__init__()
        self._meet = meet
        self.letters = 0

    def __missing__(self, piece: str) -> str:
        self[piece] = grams = self._meet(piece)
        self.letters += len(grams)
        return grams
