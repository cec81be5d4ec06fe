"""Deciding what each record is (new, changed, a copy, unchanged) and doing it in the archive."""
