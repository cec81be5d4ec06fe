"""What a reader does about a torn index: it is built again where nobody writes.

`python -m archive.mending HOME` does that in a process of its own, for a reader that goes on answering.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

from archive.catalogue.acknowledged import acknowledge
from archive.catalogue.writing import Catalogue
from archive.errors import ArchiveBusyError, CouldNotRunError, IndexTornError
from archive.lock import WriterLock
from archive.own_modules import command, environment
from archive.recovery import open_whole_words, recover, sweep
from archive.repair import repair
from archive.vectors.keeping import ShardKeeper
from archive.vectors.seal import Look

_log = logging.getLogger(__name__)


def mend(home: Path, torn: IndexTornError) -> None:
    """Build both indexes again, now.

    Raises:
        IndexTornError: that could not be done either, and why.
    """
    _log.warning("%s This is done now.", torn)
    try:
        repair(home)
    except (CouldNotRunError, OSError) as error:
        raise IndexTornError(f"{torn} That could not be done now: {error}") from error


def mend_meanwhile(home: Path) -> None:
    """Look at the indexes, and build them again where they are torn, while the caller goes on."""
    threading.Thread(target=_run, args=[home], name="mending", daemon=True).start()


def _run(home: Path) -> None:
    subprocess.run(  # noqa: S603 - our own module, by this interpreter
        command("archive.mending", str(home)),
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def main() -> int:
    """Look, and build again what is torn; where another writes, that is its work."""
    home = Path(sys.argv[1])
    try:
        with WriterLock(home), closing(Catalogue(home)) as catalogue:
            _mend(catalogue)
    except ArchiveBusyError:
        return 3
    return 0


def _mend(catalogue: Catalogue) -> None:
    recover(catalogue)
    open_whole_words(catalogue).close()
    with closing(ShardKeeper(catalogue.home, Look.ALL)) as keeper:
        keeper.start()
        changes = keeper.built(wait=True)
    if changes:
        acknowledge(catalogue.home, catalogue.switch(shards=changes))
    sweep(catalogue)


if __name__ == "__main__":
    sys.exit(main())
