"""Files as they are after a bad disk, a broken download or a careless hand: a sample, damaged."""

from __future__ import annotations

import random

_PIECES = (
    b"\x00",
    b"\xff\xfe",
    b'"',
    b"<",
    b"{[",
    b"\n",
    b"\xed\xa0\x80",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"From ",
)


def mutated(content: bytes, other: bytes, rng: random.Random) -> bytes:
    """A content with some bytes flipped, cut, inserted, doubled, zeroed, or spliced with another's."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 3, 20))):
        if not changed:
            break
        place = rng.randrange(len(changed))
        length = rng.choice((1, 4, 40, 400))
        action = rng.randrange(7)
        if action == 0:
            changed[place] ^= 1 << rng.randrange(8)
        elif action == 1:
            changed[place] = rng.choice((0, 0x7F, 0x80, 0xFF))
        elif action == 2:
            del changed[place : place + length]
        elif action == 3:
            changed[place:place] = rng.choice(_PIECES)
        elif action == 4:
            changed[place:place] = changed[max(0, place - length) : place]
        elif action == 5:
            changed[place : place + length] = bytes(len(changed[place : place + length]))
        else:
            start = rng.randrange(len(other))
            changed[place : place + length] = other[start : start + length]
    return bytes(changed[: rng.randrange(len(changed) + 1)] if rng.random() < 0.2 else changed)


def main() -> None:
    """Read many damaged files of one format, within a limit of memory and time, and tell how it went."""
    import faulthandler
    import json
    import resource
    import sys
    import time
    from pathlib import Path

    from archive.errors import RefusedError
    from ingest.files.document import Document
    from ingest.preparing.outlet import with_source
    from ingest.preparing.preparation import prepare
    from ingest.readers.reading import items_of
    from ingest.records.record import Refusal
    from tests.ingest.sample_files import MAKERS

    kind, rounds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))
    rng = random.Random(kind)  # noqa: S311  repeatable
    content, others = MAKERS[kind](), [MAKERS[name]() for name in ("parquet", "zip", "html")]
    path = folder / f"damaged.{kind}"
    read, refused, slowest = 0, 0, 0.0
    for number in range(rounds):
        path.write_bytes(mutated(content, rng.choice(others), rng))
        faulthandler.dump_traceback_later(5, exit=True)
        started = time.perf_counter()
        for item in items_of(Document(path)):
            if isinstance(item, Refusal):
                assert item.reason, number
                refused += 1
                continue
            try:
                article = prepare(with_source(item), "x").article
                f"{article.info}{article.body}".encode()
                read += 1
            except RefusedError:
                refused += 1
        slowest = max(slowest, time.perf_counter() - started)
        faulthandler.cancel_dump_traceback_later()
    # Not `getrusage`, whose peak is also that of the process which started this one.
    peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) >> 10
    print(  # noqa: T201
        json.dumps(
            {
                "kind": kind,
                "files": rounds,
                "read": read,
                "refused": refused,
                "slowest": slowest,
                "peak_mb": peak,
            }
        )
    )


if __name__ == "__main__":
    main()
