"""What is kept: articles and their passages, the catalogue and the two indexes built from it."""
