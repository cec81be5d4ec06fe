"""`python -m answering`."""

import sys

from answering.cli import main
from archive.terminal import run

sys.exit(run(main))
