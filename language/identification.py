"""Which language a text is in: script first, then letters and frequent words, then a trained classifier.

A question of five words is too short for a classifier alone, and most of the ten languages give themselves
away before it is asked: by their script, by letters that only one of them writes, by their commonest words.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from language.frequent_words import FREQUENT_WORDS

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = ("ar", "en", "fr", "es", "de", "tr", "fa", "he", "ru", "ur")
UNKNOWN = "und"

_READ = 1000  # characters: more do not change the verdict
_ARTICLE = 60  # letters: from here on another language than the ten may be named
_SURE = 0.7  # probability from which the classifier alone may name the language of a few words
_LATIN = ("en", "fr", "es", "de", "tr")
_ARABIC = ("ar", "fa", "ur")
# Evidence a word, and in all (five frequent words that no rival has), from which words and letters speak so
# plainly that the classifier would say nothing else. It then never disagreed on 28,000 descriptions of Debian
# packages in twenty languages and 6,000 news of Reuters; with less evidence it does, but for English, which
# writes hardly a letter beyond ASCII.
_ENOUGH = {_LATIN: 0.5, _ARABIC: 1.0}
_ENOUGH_ENGLISH = 0.4
_PLAIN = {_LATIN: 10.0, _ARABIC: 0.0}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCRIPTS = {
    "latin": re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]+"),
    "arabic": re.compile(
        r"[\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+"
    ),
    "cyrillic": re.compile(r"[\u0400-\u052f]+"),
    "hebrew": re.compile(r"[\u05d0-\u05ea\ufb1d-\ufb4f]+"),
}
# Letters that one language writes and its neighbours in the script do not, with the weight of each.
_LETTERS: dict[str, dict[str, float]] = {
    "ur": {**dict.fromkeys("ٹڈڑںےۓہھۂ", 2.0), **dict.fromkeys("پچژگ", 0.7), "ی": 0.6, "ک": 0.6},
    "fa": {**dict.fromkeys("پچژگ", 0.7), "ی": 0.6, "ک": 0.6, "ۀ": 2.0, "\u200c": 2.0},
    "ar": {**dict.fromkeys("ةىإ", 1.5), **dict.fromkeys("أؤئءذثضظ", 0.25), "ي": 1.0, "ك": 1.0},
    "de": dict.fromkeys("ßäÄ", 1.5) | dict.fromkeys("öüÖÜ", 0.4),
    "tr": dict.fromkeys("ıİğĞşŞ", 2.0) | dict.fromkeys("öüÖÜçÇ", 0.4),
    "fr": dict.fromkeys("èêëàâùûîïœÈÊÀÂÎŒ", 1.2) | dict.fromkeys("çéÉÇ", 0.5),
    "es": dict.fromkeys("ñÑ¿¡", 2.5) | dict.fromkeys("íóúÍÓÚ", 1.0) | dict.fromkeys("áéÁÉ", 0.5),
}
_reading = threading.Lock()
"""Two threads that need the classifier at the same time must not read it twice: it takes 67 MB."""
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐўЎјљњћђџ]")


def identify(text: str) -> str:
    """The language of a question, a passage or an article.

    Args:
        text: any text; a question of three words is enough where they are not all names.

    Returns:
        An ISO 639-1 code, or "und" where nothing decides: no letters, or a script the project cannot read
        and a text too short to be sure. Languages other than the ten are named for longer texts only.
    """
    text = unicodedata.normalize("NFC", text[:_READ])
    # Of ASCII nothing is to be counted: it is Latin, and none of its letters tells a language.
    characters = None if text.isascii() else Counter(text)
    script = _script_of(text, characters)
    if script is None:
        return _classify_freely(text)
    if script == "hebrew":
        return "he"
    if script == "cyrillic":
        return _identify_cyrillic(text)
    if script == "arabic":
        return _identify_among(_SCRIPTS["latin"].sub("", text), characters, _ARABIC)
    return _identify_among(text, characters, _LATIN)


def _script_of(text: str, characters: Counter[str] | None) -> str | None:
    """The script that most letters of a text are in; None where it is none that the project reads."""
    if characters is None:
        return "latin" if any(map(str.isalpha, text)) else None
    counts = dict.fromkeys(_SCRIPTS, 0)
    letters = 0
    for character, times in characters.items():
        script, is_letter = _CHARACTERS[character]
        letters += times if is_letter else 0
        if script:
            counts[script] += times
    # A text of another script quotes Latin names; the reverse is rare.
    script = max(counts, key=lambda name: counts[name] * (1 if name == "latin" else 3))
    return script if counts[script] and 2 * sum(counts.values()) >= letters else None


class _Characters(dict[str, tuple[str | None, bool]]):
    """The script of each character, and whether it is a letter; worked out when first met."""

    def __missing__(self, character: str) -> tuple[str | None, bool]:
        script = next((name for name, pattern in _SCRIPTS.items() if pattern.match(character)), None)
        self[character] = found = script, character.isalpha()
        return found


_CHARACTERS = _Characters()


def _identify_cyrillic(text: str) -> str:
    """Russian, unless letters that it does not have say another language of its script."""
    if not _UKRAINIAN.search(text):
        return "ru"
    other = _classify_freely(text)
    return "ru" if other == UNKNOWN and len(_UKRAINIAN.findall(text)) == 1 else other


def _identify_among(text: str, characters: Counter[str] | None, languages: tuple[str, ...]) -> str:
    """The best of a few languages of one script, by words and letters and at last by the classifier."""
    is_long = len(text) >= _ARTICLE
    words = _WORD.findall(text.replace("İ", "i").lower().replace("’", "'"))
    scores = _evidence(characters, words, languages)
    second, best = sorted(scores.values())[-2:]
    likeliest = max(scores, key=scores.__getitem__)
    enough = _ENOUGH_ENGLISH if likeliest == "en" and characters is None else _ENOUGH[languages]
    if best > 3 * second and best > max(enough * len(words), _PLAIN[languages]):
        return likeliest  # as sure as the classifier, and ten times as fast
    free = _classify_freely(text) if is_long else UNKNOWN
    if free in languages or (free != UNKNOWN and best < 0.5 * len(words)):
        return free
    if best < second + 1.0:
        ranked = _ranking(text, languages)
        if best == 0.0 and not is_long and max(ranked.values()) < _SURE:
            return UNKNOWN
        scores = {language: score + 2.0 * ranked[language] for language, score in scores.items()}
    return max(scores, key=scores.__getitem__)


def _evidence(
    characters: Counter[str] | None, words: list[str], languages: tuple[str, ...]
) -> dict[str, float]:
    """How much the letters and the frequent words of a text speak for each of some languages."""
    scores = dict.fromkeys(languages, 0.0)
    if characters is not None:
        for language in languages:
            told = _LETTERS.get(language, {})
            scores[language] += sum(weight * characters[letter] for letter, weight in told.items())
    weights = _weights(languages)
    for found in filter(None, map(weights.get, words)):
        for language, weight in found:
            scores[language] += weight
    return scores


@cache
def _weights(languages: tuple[str, ...]) -> dict[str, list[tuple[str, float]]]:
    """What each frequent word says for some languages: less where more than one of them has it."""
    found: dict[str, list[str]] = {}
    for language in languages:
        for word in FREQUENT_WORDS[language]:
            found.setdefault(word, []).append(language)
    return {
        word: [(name, 2.0 if len(names) == 1 else 0.7) for name in names] for word, names in found.items()
    }


def classifier() -> LanguageIdentifier:
    """py3langid's model, read when it is first asked for, which takes half a second. Safe for threads."""
    with _reading:
        return _read_classifier()


@cache
def _read_classifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _ranking(text: str, languages: tuple[str, ...]) -> dict[str, float]:
    """The classifier's probabilities of some languages, summing to 1."""
    found = dict(classifier().rank(text))
    total = sum(found[language] for language in languages) or 1.0
    return {language: found[language] / total for language in languages}


def _classify_freely(text: str) -> str:
    """The classifier's language of all that it knows, if it is sure and the text long enough."""
    letters = sum(map(str.isalpha, text))
    if letters < 4:
        return UNKNOWN
    name, probability = classifier().classify(text)
    if probability < 0.9 or len(name) != 2:
        return UNKNOWN
    return str(name)
