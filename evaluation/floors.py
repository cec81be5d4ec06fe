"""Quality that may not fall: figures pinned in a file, beside the hashes of the data they stand for.

The idea of a floor that only rises is trafilatura's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.errors import UsageError
from evaluation.figure import Figure

FLOORS_FILE = Path(__file__).with_name("floors.json")
MARGIN = 0.003
"""How far below its measured figure a floor is pinned: less than one question in a hundred."""


@dataclass(frozen=True, slots=True)
class Floors:
    """What is pinned; for a figure of which less is better the floor is a ceiling.

    Attributes:
        sha256: the hash of each data file, relative to the folder of data.
        floors: by the name of the figure.
        lowered: what was ever lowered, and why.
    """

    sha256: Mapping[str, str] = field(default_factory=dict)
    floors: Mapping[str, float] = field(default_factory=dict)
    lowered: tuple[Mapping[str, object], ...] = ()

    @classmethod
    def read(cls, file: Path) -> Floors:
        """What a file pins.

        Raises:
            UsageError: it cannot be read.
        """
        try:
            pinned = json.loads(file.read_text(encoding="utf-8"))
            return cls(pinned["sha256"], pinned["floors"], tuple(pinned.get("lowered", ())))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(f"The floors cannot be read from {file}: {error!r}.") from None

    def write(self, file: Path) -> None:
        """Pin it."""
        document = {"sha256": dict(self.sha256), "floors": dict(self.floors), "lowered": list(self.lowered)}
        file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def changed(self, data: Path, needed: Iterable[str]) -> list[str]:
        """The needed data files that are not those the floors stand for; a new one is not a changed one."""
        return [name for name in needed if name in self.sha256 and digest(data / name) != self.sha256[name]]

    def strangers(self, figures: Mapping[str, Figure]) -> list[str]:
        """Floors of figures that nobody measures: they were renamed, or left out."""
        return [name for name in self.floors if name not in figures or not figures[name].pinned]

    def fallen(self, values: Mapping[str, float], figures: Mapping[str, Figure]) -> list[str]:
        """The figures that do not reach their floors."""
        return [
            name
            for name, value in values.items()
            if name in self.floors and not figures[name].reaches(value, self.floors[name])
        ]

    def raised(
        self,
        values: Mapping[str, float],
        figures: Mapping[str, Figure],
        digests: Mapping[str, str],
        reason: str | None,
    ) -> Floors:
        """The floors that follow from what was measured now.

        Args:
            values: what was measured.
            figures: every figure by its name.
            digests: the hashes of the data files it was measured on.
            reason: why floors may fall, floors of unknown figures go, or the data be other data; None where
                they may not.

        Raises:
            UsageError: one of these would happen, and no reason was given.
        """
        below = [*self.fallen(values, figures), *self.strangers(figures)]
        data = [name for name, value in digests.items() if self.sha256.get(name, value) != value]
        if (below or data) and not (reason and reason.strip()):
            told = [f"Floors would fall: {', '.join(below)}."] if below else []
            told += [f"The data is not what the floors stand for: {', '.join(data)}."] if data else []
            raise UsageError(f'{" ".join(told)} If that is meant, add --lower "REASON".')
        floors = {name: floor for name, floor in self.floors.items() if name in figures and name not in below}
        for name, value in values.items():
            if figures[name].pinned:
                new = round(figures[name].eased(value, MARGIN), 3)
                floors[name] = figures[name].better(new, floors.get(name, new))
        order = [name for name in figures if name in floors]
        record = ({"floors": below, "data": data, "reason": reason},) if below or data else ()
        return replace(
            self,
            sha256={**self.sha256, **digests},
            floors={name: floors[name] for name in order},
            lowered=(*self.lowered, *record),
        )


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
