"""A minute's measure of a model on the development half: the dense vector, the words, and both together.

The real pipeline has more signals (`python -m evaluation dev`); this says which of two models is better.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.embedding import FloatArray
from language.static_model import StaticModel, TokenIds

PAIRS = [("en", other) for other in ("ar", "de", "es", "ru", "tr")]
CANDIDATES = 300
"""Passages whose words are compared, of a large pool."""


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file, gzipped."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Measure:
    """Scores of questions against passages with one model."""

    def __init__(self, model: StaticModel) -> None:
        """Prepare the model's unit rows."""
        self.model = model
        vectors = model.vectors.whole()
        lengths = np.linalg.norm(vectors, axis=1)
        self.lengths = lengths
        self.units = vectors / np.maximum(lengths, 1e-9)[:, None]

    def words(self, questions: Sequence[TokenIds], passages: Sequence[TokenIds]) -> FloatArray:
        """MaxSim³ of every question with every passage, shape (questions, passages)."""
        asked, asked_places = np.unique(np.concatenate(questions), return_inverse=True)
        found, found_places = np.unique(np.concatenate(passages), return_inverse=True)
        cosines = np.maximum(self.units[found] @ self.units[asked].T, 0)
        ends = np.cumsum([0] + [len(ids) for ids in passages])
        best = np.stack(
            [
                cosines[found_places[start:end]].max(axis=0)
                if end > start
                else np.zeros(len(asked), np.float32)
                for start, end in itertools.pairwise(ends)
            ]
        )
        best **= 3
        starts = np.cumsum([0] + [len(ids) for ids in questions])
        scores = np.zeros((len(questions), len(passages)), dtype=np.float32)
        for row, (start, end) in enumerate(itertools.pairwise(starts)):
            places = asked_places[start:end]
            weights = self.lengths[asked[places]]
            scores[row] = best[:, places] @ weights / max(float(weights.sum()), 1e-9)
        return scores

    def ranking(
        self, questions: list[str], passages: list[str], gold: list[int], pool: list[str] | None = None
    ) -> dict[str, float]:
        """nDCG@10 of dense, words and both, and recall@10 of both.

        Args:
            questions: the questions.
            passages: among them the answers.
            gold: for each question the place of its passage.
            pool: more passages, none of which answers.
        """
        asked, found = self.model.token_ids(questions), self.model.token_ids(passages + (pool or []))
        dense = self.model.embed_ids(asked) @ self.model.embed_ids(found).T
        if pool is None:
            words = self.words(asked, found)
            both = standardise(dense) + standardise(words)
        else:
            words = np.full_like(dense, -1)
            both = np.full_like(dense, -99)
            for row, scores in enumerate(dense):
                places = np.argpartition(-scores, CANDIDATES)[:CANDIDATES]
                words[row, places] = self.words([asked[row]], [found[place] for place in places])[0]
                both[row, places] = standardise(scores[places]) + standardise(words[row, places])
        return {
            "dense": ndcg(dense, gold),
            "words": ndcg(words, gold),
            "both": ndcg(both, gold),
            "recall": float((ranks(both, gold) < 10).mean()),
            "deep": float((ranks(dense, gold) < CANDIDATES).mean()),
        }


def standardise(scores: FloatArray) -> FloatArray:
    """Scores of each question as standard deviations over its mean."""
    result: FloatArray = (scores - scores.mean(-1, keepdims=True)) / (scores.std(-1, keepdims=True) + 1e-9)
    return result


def ranks(scores: FloatArray, gold: Sequence[int]) -> NDArray[np.int64]:
    """How many passages stand above each question's own."""
    own = scores[np.arange(len(gold)), gold][:, None]
    result: NDArray[np.int64] = (scores > own).sum(axis=1)
    return result


def ndcg(scores: FloatArray, gold: Sequence[int]) -> float:
    """nDCG@10 with one relevant passage a question."""
    places = ranks(scores, gold)
    return float(np.where(places < 10, 1 / np.log2(places + 2), 0).mean())


def xquad(folder: Path, language: str) -> dict[str, list[Any]]:
    """Questions, paragraphs and sentences of one language with their gold."""
    parts: dict[str, list[Any]] = {name: [] for name in ("q", "p", "s", "qp", "qs")}
    for place, row in enumerate(rows(folder / f"xquad-r.{language}.jsonl.gz")):
        first = len(parts["s"])
        parts["p"].append(row["text"])
        parts["s"] += [row["text"][start:end] for start, end in row["sentences"]]
        for question in row["questions"]:
            parts["q"].append(question["question"])
            parts["qp"].append(place)
            parts["qs"].append(first + question["answer_sentence"])
    return parts


def report(model: StaticModel, data: Path, *, quick: bool = False) -> dict[str, dict[str, float]]:
    """All figures of a model.

    Args:
        model: the model.
        data: the folder with `dev/` and `archives/`.
        quick: leave out the large pool.
    """
    measure = Measure(model)
    texts = {language: xquad(data / "dev", language) for language in ("en", "ar", "de", "es", "ru", "tr")}
    result: dict[str, dict[str, float]] = {}
    for left, right in [pair for one in PAIRS for pair in (one, one[::-1])] + [("ar", "ar"), ("en", "en")]:
        asked, found = texts[left], texts[right]
        result[f"{left}>{right}"] = measure.ranking(asked["q"], found["p"], found["qp"])
    for left, right in (("en", "ar"), ("ar", "en")):
        asked, found = texts[left], texts[right]
        result[f"{left}>{right} sentences"] = measure.ranking(asked["q"], found["s"], found["qs"])
    if not quick:
        news = rows(data / "archives" / "jawhara-fm.ar.jsonl.gz")
        pool = [" ".join(f"{row['title']}\n{row['text']}".split()[:200]) for row in news]
        result["en>ar pool"] = measure.ranking(texts["en"]["q"], texts["ar"]["p"], texts["en"]["qp"], pool)
    flores = rows(data / "dev" / "flores101.jsonl.gz")
    english = model.embed_documents([row["en"] for row in flores])
    own = list(range(len(flores)))
    for language in ("ar", "fr", "es", "de", "tr", "fa", "he", "ru", "ur"):
        other = model.embed_documents([row[language] for row in flores])
        result.setdefault("flores first", {})[language] = float((ranks(english @ other.T, own) == 0).mean())
    return result


def main() -> None:
    """Print the figures of a model folder."""
    parser = argparse.ArgumentParser(prog="python -m training.measure", description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="the folder with dev/ and archives/")
    parser.add_argument("--quick", action="store_true", help="leave out the large pool")
    given = parser.parse_args()
    for name, figures in report(StaticModel.load(given.model), given.data, quick=given.quick).items():
        line = "  ".join(f"{signal} {value:.3f}" for signal, value in figures.items())
        sys.stdout.write(f"{name:18} {line}\n")


if __name__ == "__main__":
    main()
