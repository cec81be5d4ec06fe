"""`python -m ingest`."""

import sys

from archive.terminal import run
from ingest.cli import main

sys.exit(run(main))
