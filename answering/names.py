"""The names that a sentence gives, and whether a text in any script gives them too.

Across scripts a name is compared by its skeleton: the consonants that survive transliteration, in classes of
sounds that languages confuse (g, j, q and k; b, p and v; s, z and sh), without vowels and half-vowels.
`Witkoff` and `ويتكوف` both become `tkf`. The skeleton is loose on purpose: it is to catch names that the
text does not hold at all.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from language.folding import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
CAPITALISED_NOUNS: Final = frozenset({"de"})
"""Languages that write every noun with a capital, which therefore tells nothing."""

_CLASSES: Final = {
    "t": "tdطتدثذضظצטתדтдݨٹڈ",
    "k": "ckqgxjغقكخجگچקכךגкгхжч",
    "b": "bpvfبفپבפףбпвф",
    "s": "szسصزشژسשסזצץсзшщц",
    "l": "lلלл",
    "r": "rرרрڑ",
    "m": "mمמםм",
    "n": "nنנןн",
}
_CLASS_OF: Final = {letter: sound for sound, letters in _CLASSES.items() for letter in letters}
_PARTICLES: Final = re.compile("[bkltm]l?")
"""Skeletons of what Arabic and Hebrew write joined to the front of a name."""

LEAST_SKELETON: Final = 2
"""A name of fewer consonants has no skeleton to speak of and passes."""

MOST_ENDING: Final = 3
"""How many sounds an ending, with a particle, may add."""

LONG_SKELETON: Final = 4
"""From this length on, one sound may be missing."""


def names_in(text: str, language: str) -> list[str]:
    """The words with a capital letter that do not open the text; none where capitals tell nothing."""
    if language in CAPITALISED_NOUNS:
        return []
    words = list(_WORD.finditer(text))
    return [word.group() for word in words[1:] if word.group()[0].isupper() and len(word.group()) > 2]


def skeleton(word: str) -> str:
    """The consonant classes of a word, doubles once."""
    sounds = [_CLASS_OF[letter] for letter in fold(word) if letter in _CLASS_OF]
    return "".join(sound for place, sound in enumerate(sounds) if not place or sound != sounds[place - 1])


def gives_name(text: str, name: str) -> bool:
    """Whether a text holds a name as it stands, in another inflection, or in another script."""
    if fold(name) in fold(text):
        return True
    wanted = _without_w(skeleton(name))
    if len(wanted) < LEAST_SKELETON:
        return True
    words = _WORD.findall(text)
    if name.isascii():
        # Within one script an inflected name keeps its letters; only other scripts need the skeleton.
        stem = fold(name)[: max(LONG_SKELETON, len(name) - 2)]
        if any(fold(word).startswith(stem) for word in words):
            return True
        words = [word for word in words if not fold(word).isascii()]
    pairs = [first + second for first, second in pairwise(words)]  # عبد العاطي is Abdelatty
    return any(_alike(wanted, _without_w(skeleton(word))) for word in (*words, *pairs))


def _without_w(sounds: str) -> str:
    """Russian opens Washington and Witkoff with a sound that the others do not write as a consonant."""
    return sounds[1:] if sounds.startswith("b") and len(sounds) >= LONG_SKELETON else sounds


def _alike(wanted: str, found: str) -> bool:
    """Whether they are one name: with a joined particle, an ending, or (if long) one sound missing."""
    if _PARTICLES.sub("", found, count=1).startswith(wanted) or found.startswith(wanted):
        return len(found) - len(wanted) <= MOST_ENDING
    shorter, longer = sorted((wanted, found), key=len)
    if len(shorter) < LONG_SKELETON or len(longer) - len(shorter) != 1:
        return False
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
