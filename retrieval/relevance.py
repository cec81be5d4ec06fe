"""How likely a candidate is to answer, from all its signals.

A weighted sum of the signals, with one set of weights where question and passage share a language and one
where they do not. The weights are learned (`python -m training.relevance`), so that scores can be compared
between the languages of an archive, and between searches.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.reader import ArchiveReader
from language.embedding import FloatArray
from retrieval.candidates import Candidates
from retrieval.signals import NAMES

WEIGHTS = Path(__file__).with_name("relevance.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each signal and what is added to their sum.

    Attributes:
        of: shape (len(NAMES),).
        bias: makes the sums of both kinds comparable.
        middle: the best sum of a search at which the archive is as likely to hold an answer as not.
        spread: how much more makes that e times as likely.
    """

    of: NDArray[np.float32]
    bias: float
    middle: float
    spread: float


@cache
def weights(*, same_language: bool) -> Weights:
    """The learned weights.

    Raises:
        ValueError: the file and the code know different signals.
    """
    learned = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    chosen = learned["same language" if same_language else "across languages"]
    if tuple(chosen["weights"]) != NAMES:
        raise ValueError(f"{WEIGHTS} knows other signals than the code; run `python -m training.relevance`.")
    of = np.array(list(chosen["weights"].values()), dtype=np.float32)
    return Weights(of, chosen["bias"], chosen["middle"], chosen["spread"])


def score(candidates: Candidates) -> FloatArray:
    """The score of each candidate, shape (n,): the higher, the likelier it answers."""
    learned = weights(same_language=candidates.same_language)
    return (candidates.signals @ learned.of + learned.bias).astype(np.float32)


def confidence(best_score: float, *, same_language: bool) -> float:
    """How likely the archive is to hold what was asked, where the best hit has this score, 0 to 1.

    Args:
        best_score: of the best hit.
        same_language: whether that is in the question's language; across languages words match less closely.
    """
    learned = weights(same_language=same_language)
    return float(1 / (1 + np.exp(-(best_score - learned.middle) / learned.spread)))


def confidence_of_best(scored: Sequence[tuple[float, int]], language: str, reader: ArchiveReader) -> float:
    """How likely the archive is to hold what was asked, 0 to 1.

    Args:
        scored: scores and keys of passages, best first.
        language: of the question.
        reader: the archive, which knows the language of the best passage.
    """
    if not scored:
        return 0.0
    best, key = scored[0]
    article = reader.passages([key]).get(key)
    return confidence(best, same_language=article is not None and article[1].language == language)
