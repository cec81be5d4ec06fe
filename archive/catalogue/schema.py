"""The tables of the catalogue, as a list of small named migrations.

Every row of `articles` and `passages` carries the generation it was `born` in and the one it `died` in. A
reader that stands at generation g sees exactly the rows with `born <= g < died`, so that a commit of any size
is one update of one number, a run that was killed leaves only rows that nobody sees, and a replaced article
stays readable until its successor is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from archive.errors import CouldNotRunError

LIVE = 2**62
"""The `died` of a row that nothing has replaced."""
DEAD = f"died <= ?1 AND died < {LIVE}"
"""What died by a generation. By its second half SQLite uses the index of the dead, and reads no other row."""
SEEN = "{0}.born <= :generation AND {0}.died > :generation"
"""What a reader sees of a table (by its name in the query) that stands at a generation."""
USABLE = f"{SEEN.format('a')} AND a.standing = 'usable'"
"""What is answered from of the articles `a`: what a reader sees, and neither embargoed nor withdrawn."""
INFO = "a.id, a.title, a.language, a.published, a.source, a.author, a.url, a.path, a.updated"
"""The columns of an `ArticleInfo`, in its order."""
TEXT = "substr(content_hash, 18, 16)"
"""The part of a content hash that tells of an article's text alone; in SQL, as the index has it."""


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    connection.execute(
        """
        CREATE TABLE articles (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            title TEXT NOT NULL,
            language TEXT NOT NULL,
            published TEXT,
            day INTEGER,
            source TEXT NOT NULL,
            author TEXT,
            url TEXT,
            path TEXT NOT NULL,
            first_key INTEGER NOT NULL,  -- its passages are first_key .. first_key + passages - 1
            passages INTEGER NOT NULL,
            born INTEGER NOT NULL,
            died INTEGER NOT NULL
        )
        """
    )
    connection.execute("CREATE INDEX articles_by_id ON articles (id, born, died, content_hash)")
    connection.execute(f"CREATE INDEX articles_died ON articles (died) WHERE died < {LIVE}")
    # Apart from the articles, so that listing those does not read every text.
    connection.execute("CREATE TABLE bodies (number INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    connection.execute(
        "CREATE TABLE sources (number INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE)"  # for filters
    )
    connection.execute(
        """
        CREATE TABLE passages (
            key INTEGER PRIMARY KEY AUTOINCREMENT,  -- never reused: it names the passage in both indexes
            article INTEGER NOT NULL,
            "start" INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            language TEXT NOT NULL,
            day INTEGER,
            source INTEGER NOT NULL,
            vector BLOB NOT NULL,  -- float16, little-endian
            tokens BLOB NOT NULL,  -- uint32, little-endian
            born INTEGER NOT NULL,
            died INTEGER NOT NULL
        )
        """
    )
    connection.execute("CREATE INDEX passages_by_filter ON passages (language, day, source, born, died)")
    connection.execute(f"CREATE INDEX passages_died ON passages (died) WHERE died < {LIVE}")
    connection.execute(
        "CREATE TABLE runs (number INTEGER PRIMARY KEY, finished TEXT NOT NULL, summary TEXT NOT NULL)"
    )


def _keep_versions(connection: sqlite3.Connection) -> None:
    for column in (
        "updated TEXT",
        "version INTEGER",
        "embargo TEXT",  # UTC; the article has no passages until then
        "standing TEXT NOT NULL DEFAULT 'usable'",
    ):
        connection.execute(f"ALTER TABLE articles ADD COLUMN {column}")
    connection.execute("CREATE INDEX articles_withheld ON articles (standing) WHERE standing <> 'usable'")
    # The records as they came, packed, so that better cleaning can be run over them again.
    connection.execute("CREATE TABLE originals (number INTEGER PRIMARY KEY, record BLOB NOT NULL)")
    connection.execute(
        """
        CREATE TABLE versions (  -- what an article said before it was corrected
            number INTEGER PRIMARY KEY,
            article TEXT NOT NULL,
            title TEXT NOT NULL,
            body TEXT NOT NULL,
            published TEXT,
            updated TEXT,
            replaced TEXT NOT NULL
        )
        """
    )
    connection.execute("CREATE INDEX versions_by_article ON versions (article)")


def _keep_refusals(connection: sqlite3.Connection) -> None:
    connection.execute(
        """
        CREATE TABLE refusals (  -- of each file, what was refused when it was last read
            path TEXT NOT NULL,
            record INTEGER,
            reason TEXT NOT NULL,
            since TEXT NOT NULL
        )
        """
    )
    connection.execute("CREATE INDEX refusals_by_path ON refusals (path)")
    connection.execute(
        """
        CREATE TABLE forgotten (  -- articles removed on request: nothing of what they said
            article TEXT PRIMARY KEY,
            text_hash TEXT NOT NULL,
            removed TEXT NOT NULL,
            finished TEXT  -- when it was proved that no trace is left
        ) WITHOUT ROWID
        """
    )


def _keep_shards(connection: sqlite3.Connection) -> None:
    connection.execute(
        """
        CREATE TABLE shards (  -- of the vector index; passages behind the last of their language have none
            name TEXT PRIMARY KEY,
            language TEXT NOT NULL,
            first_key INTEGER NOT NULL,
            last_key INTEGER NOT NULL,
            passages INTEGER NOT NULL
        ) WITHOUT ROWID
        """
    )
    connection.execute("CREATE INDEX passages_by_language ON passages (language)")  # and by key within it
    connection.execute("DELETE FROM meta WHERE name = 'vectors_directory'")


def _find_texts(connection: sqlite3.Connection) -> None:
    connection.execute(f"CREATE INDEX articles_by_text ON articles ({TEXT})")
    # It is only ever read whole, to count an archive without reading its articles: no condition asks for a
    # number of passages, so it is never taken for a look-up.
    connection.execute("CREATE INDEX articles_counted ON articles (passages, language, standing, born, died)")


MIGRATIONS: tuple[tuple[str, Callable[[sqlite3.Connection], None]], ...] = (
    ("create", _create),
    ("keep versions", _keep_versions),
    ("keep refusals", _keep_refusals),
    ("keep shards", _keep_shards),
    ("find texts", _find_texts),
)
"""In order; `PRAGMA user_version` says how many of them a catalogue has had."""


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether a catalogue has this program's tables."""
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS))


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a catalogue up to this program's tables, each step in a transaction of its own.

    Raises:
        CouldNotRunError: the catalogue has tables of a newer program.
    """
    done = connection.execute("PRAGMA user_version").fetchone()[0]
    if done > len(MIGRATIONS):
        raise CouldNotRunError(
            f"The archive was made by a newer version of Isnad (tables {done}, this one knows "
            f"{len(MIGRATIONS)}). Update Isnad to use it."
        )
    for number, (_, step) in enumerate(MIGRATIONS[done:], start=done + 1):
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] >= number:
            connection.execute("ROLLBACK")  # another process was faster
            continue
        step(connection)
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
