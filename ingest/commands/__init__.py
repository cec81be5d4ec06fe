"""What `python -m ingest` does besides reading files: one module a command, listed in `ingest.cli`."""
