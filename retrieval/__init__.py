"""A question becomes ranked passages, in whatever language they are written."""
