"""`python -m retrieval`."""

import sys

from archive.terminal import run
from retrieval.cli import main

sys.exit(run(main))
