"""`python -m ingest remove`: articles out of the archive for good, with a proof."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from archive.catalogue.reading import CatalogueReader
from archive.errors import UsageError
from archive.removal import Removal, allow_again, remove_for_good
from archive.settings import Settings
from archive.terminal import write_json
from ingest.progress import PassageBar
from ingest.records.identity import id_of_url
from ingest.taking_in.readings import FILE as READINGS

_STAGE = "building the indexes anew"


class RemoveCommand:
    """Removes articles, their earlier versions and every trace of them; they are not taken again."""

    name = "remove"
    summary = "articles out for good, on request: every trace of them, proved by a search"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which articles."""
        parser.add_argument("articles", metavar="ID|URL", nargs="*", help="ids or addresses of articles")
        parser.add_argument("--source", metavar="NAME", help="every article of this outlet")
        parser.add_argument("--yes", action="store_true", help="do so without asking back, with --source")
        parser.add_argument(
            "--allow-again",
            action="store_true",
            help="let articles be taken again that were removed",
        )

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Remove them, and report what a search of every file found."""
        if bool(options.articles) == bool(options.source):
            raise UsageError("Say which articles: ids or addresses, or --source NAME.")
        if options.allow_again:
            return _allow_again(options, settings.home)
        articles = _articles(options, settings.home)
        if options.source and not options.yes:
            raise UsageError(
                f"{options.source} has {len(articles):,} articles in {settings.home}. "
                "To remove them all for good, add --yes."
            )
        with closing(PassageBar()) as bar:
            removal = remove_for_good(
                settings.home, articles, lambda done, everything: bar(_STAGE, done, everything)
            )
        # What the run remembers of files names the articles' hashes; without it the next run reads all anew.
        (settings.home / READINGS).unlink(missing_ok=True)
        if options.json:
            write_json(_as_document(removal))
        else:
            sys.stdout.write(_as_text(removal))
        return 1 if removal.traces else 0


def _articles(options: argparse.Namespace, home: Path) -> dict[str, str]:
    """The ids that are meant, each with the hash of its text."""
    with closing(CatalogueReader(home)) as catalogue:
        generation = catalogue.edition().generation
        if options.source:
            names = catalogue.articles.ids_of_source(options.source, generation)
            if not names:
                raise UsageError(f"The archive in {home} has no article of {options.source}.")
        else:
            names = [_id(given) for given in options.articles]
        unfinished = catalogue.articles.unfinished_removals()
        hashes = {name: catalogue.articles.content_hash(name, generation) for name in names}
    for given, name in zip(options.articles, names, strict=False):
        if hashes[name] is None and name not in unfinished:
            raise UsageError(f"The archive in {home} has no article {given}; nothing was removed.")
    texts = {name: (content_hash or "").partition("-")[2] for name, content_hash in hashes.items()}
    # What a killed run had taken out already is proved now, with what is asked for.
    return unfinished | {name: text or unfinished.get(name, "") for name, text in texts.items()}


def _id(given: str) -> str:
    return (id_of_url(given) or given) if "://" in given else given


def _allow_again(options: argparse.Namespace, home: Path) -> int:
    if options.source:
        raise UsageError("--allow-again takes ids or addresses, as nothing is known of what was removed.")
    count = allow_again(home, map(_id, options.articles))
    if options.json:
        write_json({"allowed_again": count})
    else:
        sys.stdout.write(f"{count} of {len(options.articles)} may be taken again by the next run.\n")
    return 0


def _as_document(removal: Removal) -> dict[str, object]:
    return {
        "articles": removal.articles,
        "versions": removal.versions,
        "passages": removal.passages,
        "searched_files": removal.searched_files,
        "searched_bytes": removal.searched_bytes,
        "traces": list(removal.traces),
        "shared_with": list(removal.shared_with),
        "generation": removal.generation,
        "seconds": round(removal.seconds, 3),
    }


def _as_text(removal: Removal) -> str:
    lines = [
        f"Removed for good: {removal.articles:,} articles, {removal.versions:,} earlier versions, "
        f"{removal.passages:,} passages ({removal.seconds:.1f} seconds).",
        f"Searched for their words afterwards: {removal.searched_files:,} files, "
        f"{removal.searched_bytes / 1e6:,.1f} MB.",
    ]
    if removal.traces:
        lines.append("Words of them still stand in these files, which are yours to delete:")
        lines += [f"  {path}" for path in removal.traces]
    else:
        lines.append("No trace was found.")
    if removal.shared_with:
        names = ", ".join(removal.shared_with[:10])
        lines.append(f"Articles that stay say some of the same words: {names}.")
    lines.append("They are not taken again. Backups and the files they came from are not touched.")
    return "\n".join(lines) + "\n"
