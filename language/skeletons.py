"""Consonant skeletons: how a name sounds, alike in every script.

Witkoff, ويتكوف, Уиткофф and ויטקוף have no letter in common, yet t, k and f in that order. Vowels, and the
letters that are now a vowel and now a consonant, come off; consonants that one script keeps apart and
another does not (b and p, g and k, s and sh) are one. The idea is Soundex's (Russell, 1918), here over four
scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from language.folding import fold

LEAST = 3
"""Consonants of the shortest skeleton that says anything."""

MOST_READINGS = 4
"""A word may be read in several ways (g as in go and as in gem); more than these are not followed."""

_WORD = re.compile(r"[^\W\d_]{3,}")

# A letter or some letters, and their consonants; a stroke parts readings. The longest match goes first.
_LATIN = (
    "sch=S tsch=S tch=S sh=S zh=S ch=S|K cz=S sz=S ts=S tz=S ck=K gh=K kh=K ph=P th=T qu=K ce=S ci=S cy=S "
    "ge=K|S gi=K|S gy=K|S b=P p=P f=P v=P| w=|P d=T t=T k=K q=K c=K g=K s=S z=S j=S x=KS l=L m=M n=N r=R"
)
_CYRILLIC = "дж=S ж=S з=S с=S ц=S ч=S ш=S щ=S б=P п=P ф=P в=P| д=T т=T г=K к=K х=K| л=L м=M н=N р=R "
_ARABIC = (
    "تش=S تس=S دج=S ج=S|K ث=T ذ=T د=T ت=T ط=T ض=T ڈ=T ٹ=T ز=S س=S ش=S ص=S ظ=S ژ=S چ=S ب=P پ=P ف=P ڤ=P "
    "و=|P خ=K غ=K ق=K ك=K گ=K ل=L م=M ن=N ں=N ر=R ڑ=R"
)
_HEBREW = (
    "טש=S תש=S צ=S ץ=S ז=S ס=S ש=S ב=P פ=P ף=P ו=|P ד=T ט=T ת=T ג=K|S ח=K| כ=K ך=K ק=K ל=L מ=M ם=M "
    "נ=N ן=N ר=R"
)
_SOUNDS = {
    letters: tuple(sounds.split("|"))
    for pair in f"{_LATIN} {_CYRILLIC} {_ARABIC} {_HEBREW}".split()
    for letters, sounds in [pair.split("=")]
}
_LETTERS = re.compile("|".join(sorted(map(re.escape, _SOUNDS), key=len, reverse=True)))
_REPEATED = re.compile(r"(.)\1+")

# What is written joined to a name, in front and behind.
_JOINED_FRONT = re.compile(r"^(?:وال|بال|فال|كال|ال|لل|[وفبكل]|[והבלמשכ])(?=.{3})")
_JOINED_BEHIND = re.compile(r"(?<=.{4})(?:ом|ым|ем|ами|ов)$")


@lru_cache(maxsize=50_000)
def skeletons(word: str) -> frozenset[str]:
    """The skeletons of one word, one for each way to read it.

    Args:
        word: as written, in any script.

    Returns:
        Strings of the letters K L M N P R S T, each at least `LEAST` long; none where the word has too few
        consonants. Two spellings of one name share at least one, mostly.
    """
    return _of_folded(fold(word))


def words_with_skeletons(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Every distinct word of a text that has a skeleton, folded, with its skeletons."""
    for word in dict.fromkeys(_WORD.findall(fold(text))):
        found = skeletons(word)
        if found:
            yield word, found


def skeletons_of_folded(text: str) -> set[str]:
    """The skeletons of all words of a text that is folded already; none of it is remembered."""
    found: set[str] = set()
    return found.union(*map(_of_folded, _WORD.findall(text)))


def _of_folded(word: str) -> frozenset[str]:
    bare = _JOINED_BEHIND.sub("", _JOINED_FRONT.sub("", word))
    readings = _read(word) if bare == word else [*_read(word), *_read(bare)]
    return frozenset(reading for reading in readings if len(reading) >= LEAST)


def _read(word: str) -> list[str]:
    readings, end = [""], ""
    for sounds in map(_SOUNDS.__getitem__, _LETTERS.findall(word)):
        if len(readings) * len(sounds) > MOST_READINGS or len(sounds) == 1:
            end += sounds[0]
        else:
            readings = [reading + end + sound for reading in readings for sound in sounds]
            end = ""
    return [_REPEATED.sub(_once, reading + end) for reading in readings]


def _once(repeated: re.Match[str]) -> str:
    return repeated[1]
