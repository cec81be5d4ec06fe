"""What a reader makes of a file: records, and refusals where a record cannot be had."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)  # without slots: it goes through pipes, and is pickled twice as fast
class Record:
    """One article as its file tells it, before anything is cleaned, parsed or guessed.

    Attributes:
        path: the absolute path of the file.
        number: the line (JSONL, CSV) or the place in the list (JSON), from 1; None for a file of one article.
        body: the text; markup is gone, white space is as it came.
        title: the headline, possibly empty.
        published: the date as written.
        language: the language as written, a code or a name.
        source: the outlet as written, possibly empty.
        author: the byline as written.
        url: the address as written.
        id: the record's own id in the system it was exported from.
        updated: the date of the latest correction as written.
        version: which version of the article it is, where its system counts them; the highest stands.
        embargo: the time as written before which it may not be published.
        withdrawn: whether its outlet has taken it back (killed, canceled, withheld).
    """

    path: str
    number: int | None
    body: str
    title: str = ""
    published: str | None = None
    language: str | None = None
    source: str = ""
    author: str | None = None
    url: str | None = None
    id: str | None = None
    updated: str | None = None
    version: int | None = None
    embargo: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or a record that was not taken.

    Attributes:
        path: the absolute path of the file.
        record: the line or the place in the list, from 1; None where it is about the file.
        reason: why, in one clause that a person understands.
    """

    path: str
    record: int | None
    reason: str
