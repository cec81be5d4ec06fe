"""The tokenizer: folding, words, and the likeliest way to take a word apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

_LETTERS = {
    "[\u0640\u200b\u200d-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]": "",
    "[ىیېۍ]": "ي",
    "[ةہۃەھۀ]": "ه",
    "[کڪ]": "ك",
    "ٱ": "ا",
    "ے": "ي",
    "ı": "i",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "æ": "ae",
    "œ": "oe",
}
_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")


def fold(text: str) -> str:
    """The spelling that the tokenizer's normaliser gives, for choosing the vocabulary."""
    if text.isascii():
        return text.lower()
    bare = "".join(part for part in unicodedata.normalize("NFKD", text) if unicodedata.category(part) != "Mn")
    for old, new in _LETTERS.items():
        bare = re.sub(old, new, bare)
    return bare.lower()


def build(tokens: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """A unigram tokenizer over words cut at everything that is neither letter nor digit.

    A word in the vocabulary stays whole; another becomes the fewest and likeliest pieces, wherever in a
    word they stand: a joined particle and its word (والكتاب), a stem and its ending, two parts of a compound
    (Kudo, "Subword Regularization", 2018, for the unigram model).

    Args:
        tokens: the first is the unknown token.
        scores: log-likelihood of each.
    """
    tokenizer = Tokenizer(models.Unigram(list(zip(tokens, scores, strict=True)), unk_id=0))
    replaced = [normalizers.Replace(Regex(old), new) for old, new in _LETTERS.items()]
    digits = [
        normalizers.Replace(Regex(f"[{first}{second}]"), str(digit))
        for digit, (first, second) in enumerate(zip(*_DIGITS, strict=True))
    ]
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase(), *replaced, *digits]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"\p{L}+|\p{N}+"), "removed", invert=True)
    return tokenizer
