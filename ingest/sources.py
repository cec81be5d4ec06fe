"""`sources.toml`: the folders and addresses that an archive is kept up to date from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.errors import UsageError
from ingest.records.identity import is_url

_KNOWN = {"path", "url", "prune", "fields", "most", "full_pages"}


@dataclass(frozen=True, slots=True)
class Source:
    """One folder, file or address.

    Attributes:
        path: a file or folder; None for an address.
        url: a feed, a sitemap or a page; None for a path.
        prune: whether articles whose files are gone are removed.
        fields: a mapping of field names; None looks for a `fields.toml` beside each file.
        most: how many pages are fetched at most.
        full_pages: whether the pages of a feed's summaries on other hosts are fetched too.
    """

    path: Path | None = None
    url: str | None = None
    prune: bool = False
    fields: Path | None = None
    most: int = 200
    full_pages: bool = False


def read_sources(file: Path) -> list[Source]:
    """The sources that a file lists; its paths are relative to its folder.

    Raises:
        UsageError: it cannot be read, or says something that is not understood.
    """
    try:
        document = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} is not valid TOML ({error}).") from None
    tables = document.get("source")
    if not isinstance(tables, list) or not tables or document.keys() != {"source"}:
        raise UsageError(f"{file} must hold one [[source]] or more, each with a path or a url, and no more.")
    return [_source(table, f"{file}, source {number}", file.parent) for number, table in enumerate(tables, 1)]


def source_of(given: str) -> Source:
    """The source that an argument of the command line names."""
    return Source(url=given) if is_url(given) else Source(path=Path(given))


def _source(table: Mapping[str, Any], where: str, folder: Path) -> Source:
    if unknown := sorted(table.keys() - _KNOWN):
        raise UsageError(f"{where}: {unknown[0]!r} is not known; known are {', '.join(sorted(_KNOWN))}.")
    if ("path" in table) == ("url" in table):
        raise UsageError(f"{where}: give either a path or a url.")
    kinds = {"path": str, "url": str, "fields": str, "prune": bool, "full_pages": bool, "most": int}
    for name, value in table.items():
        if type(value) is not kinds[name]:
            raise UsageError(f"{where}: {name} must be a {_NAMES[kinds[name]]}, not {value!r}.")
    if "url" in table and not is_url(table["url"]):
        raise UsageError(f"{where}: {table['url']!r} is no address; it begins with https:// or http://.")
    places = {name: folder / Path(table[name]).expanduser() for name in ("path", "fields") if name in table}
    return Source(**{**table, **places})


_NAMES: dict[type, str] = {str: "text in quotes", bool: "true or false", int: "whole number"}
