"""`python -m ingest` as a process of its own, and the types of what its tests are given."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
Write = Callable[[str, str | bytes], Path]
Articles = dict[str, dict[str, str]]


class Command:
    """`python -m ingest` in a process of its own, with a data folder of its own."""

    seconds = 120
    """After which it is taken to hang."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {**os.environ, "ISNAD_HOME": str(home), "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"}
        self.environment.pop("ISNAD_EMBEDDING", None)

    def __call__(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ingest", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=self.seconds,
        )

    def json(self, *arguments: object, code: int = 0) -> dict[str, Any]:
        done = self(*arguments, "--json")
        assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        document = json.loads(done.stdout)
        assert isinstance(document, dict)
        return document
