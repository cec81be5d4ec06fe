"""`fields.toml`: what the fields of an export are called, where their names are none of the usual ones."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from unicodedata import decimal

from archive.errors import UsageError

FILE = "fields.toml"
# The names by which a mapping knows what a record holds.
FIELDS = ("body", "title", "published", "updated", "language", "source", "author", "url", "id")
_CONSTANTS = ("language", "source", "author")
_DATES = ("published", "updated")
_TABLES = {"fields": FIELDS, "formats": _DATES, "constants": _CONSTANTS}


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """Which of an export's own names stands for what.

    Attributes:
        fields: a field of `FIELDS` -> the export's names for it, the best first.
        formats: a date -> how it is written, in the letters of `strptime`.
        constants: a field -> what it is in every record.
        digest: what tells whether the mapping is as it was; empty for the one that maps nothing.
    """

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""

    def date(self, name: str, written: str) -> str:
        """A date in ISO form where it is written as the mapping says, else as it is."""
        pattern = self.formats.get(name)
        if not pattern or not written:
            return written
        # `strptime` reads only the digits of ASCII.
        digits = "".join(str(decimal(letter, letter)) for letter in written.strip())
        try:
            return datetime.strptime(digits, pattern).isoformat()
        except ValueError:
            return written


STANDARD = FieldMapping()


def load_mapping(path: Path) -> FieldMapping:
    """The mapping in a file.

    Raises:
        UsageError: if it cannot be read, or says something that means nothing; the message names the key.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from None
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}.") from None
    for name, value in tables.items():
        if name not in _TABLES or not isinstance(value, dict):
            raise UsageError(f"{path}: [{name}] is not known; there may be {_list(_TABLES, '[{}]')}.")
        for key in value:
            if key not in _TABLES[name]:
                raise UsageError(
                    f"{path}: {key} in [{name}] is not known; there may be {_list(_TABLES[name])}."
                )
    fields = {key: _names(path, key, value) for key, value in tables.get("fields", {}).items()}
    formats = {key: _pattern(path, key, value) for key, value in tables.get("formats", {}).items()}
    constants = {key: _constant(path, key, value) for key, value in tables.get("constants", {}).items()}
    for key in constants:
        if key in fields:
            raise UsageError(f"{path}: {key} stands in [fields] and in [constants]; leave one of them out.")
    digest = hashlib.blake2b(content, digest_size=8).hexdigest()
    return FieldMapping(fields, formats, constants, digest)


class Mappings:
    """The mapping of every file of a run.

    Args:
        roots: the paths that were given; above them no mapping is looked for.
        given: a mapping for all files, whatever lies beside them.
    """

    def __init__(self, roots: Sequence[Path], given: Path | None = None) -> None:
        self._tops = {root if root.is_dir() else root.parent for root in roots}
        self._given = load_mapping(given) if given else None
        self._of_folder: dict[Path, FieldMapping] = {}

    def of(self, file: Path) -> FieldMapping:
        """The mapping in the nearest `fields.toml`, in the file's folder or above it up to a given path.

        Raises:
            UsageError: if that file is wrong.
        """
        return self._given or self._in(file.parent)

    def _in(self, folder: Path) -> FieldMapping:
        known = self._of_folder.get(folder)
        if known is None:
            beside = folder / FILE
            if beside.is_file():
                known = load_mapping(beside)
            elif folder in self._tops or folder.parent == folder:
                known = STANDARD
            else:
                known = self._in(folder.parent)
            self._of_folder[folder] = known
        return known


def _names(path: Path, key: str, value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        raise UsageError(f'{path}: {key} in [fields] must be a name or a list of names, such as ["{key}1"].')
    return tuple(names)


def _pattern(path: Path, key: str, value: object) -> str:
    try:
        now = datetime(2026, 11, 24, 13, 5)
        datetime.strptime(now.strftime(str(value)), str(value))
    except ValueError as error:
        raise UsageError(f"{path}: {key} in [formats] is no pattern of a date ({error}).") from None
    if not isinstance(value, str) or "%" not in value:
        raise UsageError(f'{path}: {key} in [formats] must be a pattern such as "%d.%m.%Y".')
    return value


def _constant(path: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{path}: {key} in [constants] must be a text in quotation marks.")
    return value


def _list(names: Sequence[str] | Mapping[str, object], form: str = "{}") -> str:
    return ", ".join(form.format(name) for name in names)
