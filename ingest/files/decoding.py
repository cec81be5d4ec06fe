"""Which encoding a file is written in.

A byte order mark decides, then strict UTF-8, then what the document declares of itself; only then is it
guessed, among the encodings in which the ten languages were written before UTF-8.
"""

from __future__ import annotations

import codecs
import re

from archive.errors import RefusedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY = ["cp1256", "iso8859_6", "cp1252", "cp1251", "cp1255", "cp1254"]
_GUESSED_FROM = 1 << 16
# \x01 and \x1c to \x1f part the cells of some tables.
_CONTROLS = re.compile(rb"[\x00\x02-\x08\x0e-\x1a]")
_MOST_CONTROLS = 0.002
# windows-1254 puts the Turkish letters ğ ı ş İ where windows-1252 has letters that only Icelandic uses.
_ICELANDIC = re.compile(r"[ðþýÐÞÝ]")
_LETTERS_BEYOND_ASCII = re.compile(r"[\u00c0-\u00ff]")


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of a file.

    Args:
        content: all of its bytes.
        declared: the encoding that the document names (an HTML page's `meta charset`), if it does.

    Raises:
        RefusedError: if the bytes are no text in any encoding known here.
    """
    encoding = encoding_of(content, declared)
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return content.decode(encoding, errors="replace")


def encoding_of(sample: bytes, declared: str | None = None) -> str:
    """The name of the encoding of a file, told from its first bytes or from all of them.

    Args:
        sample: bytes from the file's start; a character cut in two at their end is forgiven.
        declared: the encoding that the document names, if it does.

    Raises:
        RefusedError: if the bytes are no text in any encoding known here.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    wide = _wide(sample)
    if wide:
        return wide
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise RefusedError("the content is not text (it holds binary data)")
    if _decodes(sample, "utf-8"):
        return "utf-8"
    if declared and _decodes(sample, declared):
        return declared
    return "utf-8" if _is_damaged_utf8(sample) else _guess(sample)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: every other byte is nearly always the same few values."""
    start = sample[:4096]
    if len(start) < 8 or b"\x00" not in start:
        return None
    odd, even = start[1::2], start[0::2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        blocks = sum(high.count(byte) for byte in b"\x00\x04\x05\x06\x20")
        if blocks >= 0.95 * len(high) and low.count(b"\x00") <= 0.02 * len(low):
            return name
    return None


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample, final=False)
    except (UnicodeDecodeError, LookupError, ValueError, AttributeError):
        return False
    return True


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few: other encodings hardly ever form its sequences by chance."""
    text = sample.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    beyond_ascii = sum(not character.isascii() for character in text)
    return beyond_ascii - bad > 2 * bad


def _guess(sample: bytes) -> str:
    """The likeliest of the legacy encodings."""
    from charset_normalizer import from_bytes  # only few files need it, and every run waits for its import

    part = _telling(sample)
    best = from_bytes(part, cp_isolation=LEGACY, threshold=0.4).best()
    guess = best.encoding if best else None
    if guess not in LEGACY:
        guess = next((name for name in LEGACY if _decodes(part, name)), "cp1252")
    if guess == "cp1252":
        text = part.decode("cp1252", errors="replace")
        if len(_ICELANDIC.findall(text)) > 0.1 * len(_LETTERS_BEYOND_ASCII.findall(text)):
            return "cp1254"
    return guess


def _telling(sample: bytes) -> bytes:
    """The lines that are not plain ASCII, as many as a guess needs: they alone tell encodings apart."""
    lines = [line for line in sample[: 1 << 20].splitlines(keepends=True) if not line.isascii()]
    return b"".join(lines)[:_GUESSED_FROM]
