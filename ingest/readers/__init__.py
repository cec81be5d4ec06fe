"""One reader per format, behind one protocol; docs/readers.md shows how to add one."""
