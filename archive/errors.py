"""The errors of Isnad, for people: what happened, where, and what to do.

IsnadError
├── UsageError               the command or a setting is wrong                    exit code 2
├── RefusedError             one file or record cannot be read; the run goes on   exit code 1
└── CouldNotRunError         the work could not be done                           exit code 3
    ├── ArchiveMissingError  the data folder holds no archive yet
    ├── ArchiveBusyError     another process is writing to the archive
    ├── ArchiveDamagedError  a part of the archive cannot be read
    │   └── IndexTornError   it is an index, which can be built again from the catalogue
    ├── ModelMismatchError   the archive was made with another embedding model
    └── ModelError           an embedding or chat model cannot be loaded or reached
"""

from __future__ import annotations

__all__ = [
    "ArchiveBusyError",
    "ArchiveDamagedError",
    "ArchiveMissingError",
    "CouldNotRunError",
    "IndexTornError",
    "IsnadError",
    "ModelError",
    "ModelMismatchError",
    "RefusedError",
    "UsageError",
]


class IsnadError(Exception):
    """Anything that is told to the person in one sentence, without a traceback."""

    exit_code = 3


class UsageError(IsnadError):
    """The command line or a setting is wrong."""

    exit_code = 2


class RefusedError(IsnadError):
    """One file or record cannot be taken; the run goes on without it."""

    exit_code = 1


class CouldNotRunError(IsnadError):
    """The work could not be done at all."""


class ArchiveMissingError(CouldNotRunError):
    """The data folder holds no archive yet."""


class ArchiveBusyError(CouldNotRunError):
    """Another process is writing to the archive."""


class ArchiveDamagedError(CouldNotRunError):
    """A part of the archive cannot be read."""


class IndexTornError(ArchiveDamagedError):
    """An index cannot be read; it can be built again from the catalogue."""


class ModelMismatchError(CouldNotRunError):
    """The archive was made with another embedding model."""


class ModelError(CouldNotRunError):
    """An embedding or chat model cannot be loaded or reached."""
