"""A process of its own that asks a vector index something: `python -m archive.probe FOLDER`.

It ends with 0 where every collection answers. A torn index makes it fail or hang, which then costs nobody
else anything.
"""

from __future__ import annotations

import sys
from pathlib import Path

from archive.vector_index import VectorIndex


def main() -> int:
    """Ask each collection for the neighbour of a vector that it holds."""
    index = VectorIndex(Path(sys.argv[1]))
    index.probe()
    index.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
