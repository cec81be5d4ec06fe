"""`python -m evaluation`."""

import sys

from archive.terminal import run
from evaluation.cli import main

sys.exit(run(main))
