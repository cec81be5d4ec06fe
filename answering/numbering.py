"""Citation numbers: one an article and answer, in the order in which the reader meets them."""

from __future__ import annotations

from answering.answer import Citation
from archive.article import ArticleInfo, Passage


class Numbering:
    """Hands out the numbers of one answer, so that an article cited twice keeps its first number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, article: ArticleInfo, passage: Passage, start: int, end: int) -> Citation:
        """The citation of `body[start:end]`, which lies inside `passage`.

        Raises:
            ValueError: the quote does not lie inside the passage.
        """
        if not passage.start <= start < end <= passage.end:
            raise ValueError(
                f"the quote {start}:{end} does not lie inside the passage {passage.start}:{passage.end} "
                f"of article {article.id}"
            )
        number = self._numbers.setdefault(article.id, len(self._numbers) + 1)
        quote = passage.text[start - passage.start : end - passage.start]
        return Citation(number, article, start, end, quote, passage.start, passage.end)
