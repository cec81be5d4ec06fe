"""Which sentences and which articles may speak: how likely each is to answer, whatever its language.

Relevance is not comparable between languages, as words match less closely across them: 0.3 in another
language is as likely right as 0.5 in the question's own. As log odds the two are one scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from answering.candidates import Pool
from answering.relevance import relevance_of
from language.embedding import FloatArray

IN_OWN: Final = (15.6, -7.7)
"""Log odds that a sentence's article answers: this times its relevance plus that, in the question's language.

A logistic regression over XQuAD-R's development half, each paragraph in one or two of six languages.
"""

IN_ANOTHER: Final = (10.6, -3.1)
"""The same for a sentence in another language."""

OWN_LANGUAGE: Final = 1.5
"""What it is worth that the reader asked in the sentence's language, in log odds.

As much as `MARGIN`: an article that the reader can read leads before any that is not surely better.
"""

MARGIN: Final = 1.5
"""An article is heard where its best sentence lies no further behind the best of all, in log odds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The sentences of a pool and their articles, by how likely they answer.

    Attributes:
        relevance: of each candidate, shape (n,).
        best_of: of each article, by its id, the relevance of its best sentence.
        leader: the id of the article most likely to answer.
        heard: the ids of the articles likely enough, beside it, to have a place in the answer.
    """

    relevance: FloatArray
    best_of: dict[str, float]
    leader: str
    heard: frozenset[str]


def log_odds(relevance: float, *, own: bool) -> float:
    """How likely a sentence of this relevance answers, in the question's `own` language or in another."""
    slope, base = IN_OWN if own else IN_ANOTHER
    return slope * relevance + base + OWN_LANGUAGE * own


def standing_of(pool: Pool, language: str) -> Standing:
    """Weigh the candidates of a question in this language; there is at least one."""
    relevance = relevance_of(pool)
    best_of: dict[str, float] = {}
    own: dict[str, bool] = {}
    for candidate, value in zip(pool.candidates, relevance.tolist(), strict=True):
        article = candidate.article
        best_of[article.id] = max(best_of.get(article.id, 0.0), value)
        own[article.id] = article.language == language
    odds = {article: log_odds(value, own=own[article]) for article, value in best_of.items()}
    leader = max(odds, key=odds.__getitem__)
    heard = frozenset(article for article, value in odds.items() if value >= odds[leader] - MARGIN)
    return Standing(relevance, best_of, leader, heard)
