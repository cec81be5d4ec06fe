"""The outlets by number, as the passages name them."""

from __future__ import annotations

import sqlite3


class SourceTable:
    """The writer's hand on the table of outlets.

    Args:
        connection: the writer's.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._numbers: dict[str, int] = dict(connection.execute("SELECT folded, number FROM sources"))

    def number_of(self, name: str) -> int:
        """The number of an outlet, a new one where there is none; within a transaction."""
        folded = fold_source(name)
        number = self._numbers.get(folded)
        if number is None:
            self._connection.execute("INSERT OR IGNORE INTO sources (folded) VALUES (?)", (folded,))
            row = self._connection.execute(
                "SELECT number FROM sources WHERE folded = ?", (folded,)
            ).fetchone()
            number = self._numbers[folded] = int(row[0])
        return number


def fold_source(name: str) -> str:
    """The form in which outlets' names are compared."""
    return " ".join(name.casefold().split())
