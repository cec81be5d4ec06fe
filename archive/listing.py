"""Every article of an archive, one after the other, for what works on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.article import Article
from archive.catalogue.reading import CatalogueReader


def every_article(home: Path) -> Iterator[Article]:
    """The articles as of the last commit, in the order in which they came in.

    Raises:
        ArchiveMissingError: the folder holds no archive yet.
        ArchiveDamagedError: the catalogue cannot be read.
    """
    catalogue = CatalogueReader(home)
    try:
        yield from catalogue.articles.all(catalogue.edition().generation)
    finally:
        catalogue.close()
