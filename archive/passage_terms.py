"""The terms under which the word index knows a passage, worked out word by word and remembered.

News repeats its words: to look a word's grams and sounds up costs a tenth of cutting them again.
"""

from __future__ import annotations

from language.grams import character_grams, folded_words
from language.skeletons import words_with_skeletons

_REMEMBERED = 100_000
"""Words, of all languages: some 35 MB."""


class PassageTerms:
    """Makes the terms of passages; each term carries its language ("ar:كتاب")."""

    def __init__(self) -> None:
        self._grams: dict[str, _Grams] = {}
        self._sounds: dict[str, _Sounds] = {}

    def of(self, text: str, language: str) -> tuple[str, str]:
        """The grams, in their order and with repeats, and the sounds, each once, with spaces between."""
        if sum(map(len, self._grams.values())) > _REMEMBERED:
            self._grams.clear()
            self._sounds.clear()
        grams = self._grams.setdefault(language, _Grams(language))
        sounds = self._sounds.setdefault(language, _Sounds(language))
        words = folded_words(text)
        heard: set[str] = set().union(*map(sounds.__getitem__, set(words)))
        return " ".join(map(grams.__getitem__, words)), " ".join(heard)


def terms(language: str, words: list[str]) -> str:
    """Some words as terms of a language, with spaces between."""
    prefix = f"{language}:"
    return prefix + f" {prefix}".join(words) if words else ""


class _Grams(dict[str, str]):
    """What each folded word's grams are, as terms."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        self[word] = result = terms(self._language, character_grams(word))
        return result


class _Sounds(dict[str, tuple[str, ...]]):
    """How each folded word sounds, as terms."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = {skeleton for _, skeletons in words_with_skeletons(word) for skeleton in skeletons}
        self[word] = result = tuple(f"{self._language}:{skeleton}" for skeleton in sorted(found))
        return result
