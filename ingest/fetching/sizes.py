"""How much of an answer is taken, whatever it unpacks to."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import httpx

from archive.errors import RefusedError

LARGEST_PAGE = 10 << 20
LARGEST_LIST = 50 << 20


def unpacked(content: bytes) -> bytes:
    """A gzip file's content, of at most `LARGEST_LIST` bytes; other content as it is.

    Raises:
        RefusedError: it is damaged or larger.
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        inner = zlib.decompressobj(wbits=31).decompress(content, LARGEST_LIST + 1)
    except zlib.error as error:
        raise RefusedError(f"the gzip file is damaged ({error})") from None
    if len(inner) > LARGEST_LIST:
        raise RefusedError(_too_large(LARGEST_LIST))
    return inner


def content_of(response: httpx.Response, largest: int) -> Iterator[bytes]:
    """The content of an answer bit by bit, never unpacked further than is allowed.

    Raises:
        RefusedError: it is larger, breaks off, or is packed otherwise than by gzip.
        zlib.error: it is damaged.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise RefusedError(f"the answer is packed in a way that was not asked for ({encoding[:40]})")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    total = 0
    for raw in response.iter_raw():
        piece = unpack.decompress(raw, largest - total + 1) if unpack else raw
        total += len(piece)
        if total > largest:
            raise RefusedError(_too_large(largest))
        yield piece
    if unpack is not None and not unpack.eof:
        raise RefusedError("the answer breaks off before its end")


def _too_large(largest: int) -> str:
    return f"the answer is larger than {largest >> 20} MB"
