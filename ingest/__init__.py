"""From files to the archive: readers, cleaning, identity, passages, the run and its command."""
