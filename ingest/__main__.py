"""`python -m ingest`."""

import sys

from archive.priority import give_way
from archive.terminal import run
from ingest.cli import main

give_way()
sys.exit(run(main))
