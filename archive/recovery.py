"""What the next writer does about a run that was killed: undo what was pending, finish what was committed."""

from __future__ import annotations

from archive.catalogue import Catalogue
from archive.vector_index import VectorIndex
from archive.word_index import WordIndex, WordIndexWriter

FIRST_DIRECTORIES = {"vectors": "vectors-0001", "words": "words-0001"}


def recover(catalogue: Catalogue) -> bool:
    """Bring catalogue and indexes back to the last commit; returns whether anything had to be done.

    The caller holds the writer's lock and has neither index open.
    """
    keys = catalogue.unfinished()
    if keys:
        vectors = VectorIndex(catalogue.directory("vectors"))
        vectors.delete(keys)
        vectors.close()
        words = WordIndexWriter(catalogue.directory("words"))
        words.delete(keys)
        words.commit()
        words.close()
    if keys or catalogue.pending():
        catalogue.undo()
        catalogue.bury()
    return bool(keys)
