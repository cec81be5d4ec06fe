"""`python -m ingest status`: what the archive holds, and whether it is whole."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.catalogue.reading import CatalogueReader
from archive.health import Health, verify
from archive.reader import ArchiveReader
from archive.runs import refusals
from archive.settings import Settings
from archive.statistics import ArchiveStatistics
from archive.terminal import write_json

_SHOWN = 12


class StatusCommand:
    """Tells how much there is, in which languages, from when to when, how large, and how healthy."""

    name = "status"
    summary = "what the archive holds, how large it is, and whether it is whole"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How thoroughly to look."""
        parser.add_argument(
            "--quick", action="store_true", help="leave out the comparison of both indexes with the catalogue"
        )

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Print it; the exit code is 1 where something is wrong with the indexes."""
        status = _status(settings.home, quick=options.quick)
        if options.json:
            write_json(_as_document(status))
        else:
            sys.stdout.write(_as_text(status))
        return 0 if status.health is None or status.health.whole else 1


@dataclass(frozen=True, slots=True)
class _Status:
    """All of it; the numbers besides `statistics` are those of `StatisticsReader.more`."""

    home: Path
    statistics: ArchiveStatistics
    versions: int
    forgotten: int
    unfinished: int
    refused: int
    sizes: Mapping[str, int]
    health: Health | None


def _status(home: Path, *, quick: bool) -> _Status:
    with ArchiveReader(home) as reader:
        statistics = reader.statistics()
    with closing(CatalogueReader(home)) as catalogue:
        more = catalogue.statistics.more()
    health = None if quick else verify(home)
    return _Status(home, statistics, *more, len(refusals(home)), _sizes(home), health)


def _sizes(home: Path) -> dict[str, int]:
    """Bytes on disk by what they are for."""
    sizes = {"catalogue": 0, "vectors": 0, "words": 0, "other": 0}
    for path in home.rglob("*"):
        if path.is_file():
            kind = path.relative_to(home).parts[0].partition("-")[0].partition(".")[0]
            sizes[kind if kind in sizes else "other"] += path.stat().st_size
    return sizes


def _as_document(status: _Status) -> dict[str, object]:
    statistics = status.statistics
    return {
        "articles": statistics.articles,
        "passages": statistics.passages,
        "withheld": statistics.withheld,
        "earlier_versions": status.versions,
        "languages": dict(statistics.languages),
        "sources": dict(statistics.sources),
        "oldest": statistics.oldest,
        "newest": statistics.newest,
        "refused": status.refused,
        "forgotten": status.forgotten,
        "removals_unfinished": status.unfinished,
        "model": statistics.model.name,
        "dimension": statistics.model.dimension,
        "generation": statistics.generation,
        "indexed_at": statistics.indexed_at,
        "bytes": dict(status.sizes),
        "healthy": status.health.whole if status.health else None,
    }


def _as_text(status: _Status) -> str:
    statistics = status.statistics
    sizes = (f"{name} {size / 1e6:,.1f} MB" for name, size in status.sizes.items() if size)
    rows = [
        ("archive", str(status.home)),
        ("articles", f"{statistics.articles:,} in {statistics.passages:,} passages"),
        ("languages", _counts(statistics.languages)),
        ("outlets", _counts(statistics.sources)),
        ("dates", f"{statistics.oldest or 'none'} to {statistics.newest or 'none'}"),
        ("withheld", f"{statistics.withheld:,} embargoed or withdrawn"),
        ("earlier", f"{status.versions:,} earlier versions of corrected articles"),
        ("refused", f"{status.refused:,} files or records; python -m ingest retry --list"),
        ("removed", f"{status.forgotten:,} on request, not taken again"),
        ("model", f"{statistics.model.name}, {statistics.model.dimension} numbers a vector"),
        ("last change", f"{statistics.indexed_at}, generation {statistics.generation}"),
        ("on disk", ", ".join(sizes)),
        ("health", _health(status.health)),
    ]
    if status.unfinished:
        rows.append(("warning", "a removal was not finished; give the same remove command again"))
    width = max(len(name) for name, _ in rows)
    return "".join(f"{name:<{width}}  {value}\n" for name, value in rows)


def _counts(found: Mapping[str, int]) -> str:
    """Names with their numbers, each isolated (Unicode FSI, PDI), so that Arabic names jumble no line."""
    shown = [f"\u2068{name or 'unnamed'}\u2069 {count:,}" for name, count in list(found.items())[:_SHOWN]]
    return ", ".join(shown) + (f" and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else "")


def _health(health: Health | None) -> str:
    if health is None:
        return "not looked at"
    if health.whole:
        return f"whole: both indexes hold the {health.passages:,} passages of the catalogue"
    wrong = {
        "vectors missing": health.vectors_missing.size,
        "vectors too many": health.vectors_extra.size,
        "words missing": health.words_missing.size,
        "words too many": health.words_extra.size,
    }
    told = ", ".join(f"{count:,} {name}" for name, count in wrong.items() if count)
    return f"{told}; build the indexes again: python -m ingest --repair"
