"""What every command offers."""

from __future__ import annotations

import argparse
from typing import Protocol

from archive.settings import Settings


class Command(Protocol):
    """One of the words that may follow `python -m ingest`."""

    @property
    def name(self) -> str:
        """The word."""
        ...

    @property
    def summary(self) -> str:
        """What it does, in one line for the list of commands."""
        ...

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say what it takes besides `--home` and `--json`."""
        ...

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Do it, and return the exit code.

        Raises:
            IsnadError: it could not be done.
        """
        ...
