"""The catalogue: the store of record, one SQLite file."""
