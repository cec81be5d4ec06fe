"""The weights of the signals by which retrieval ranks, learned from XQuAD-R's development half.

`python -m training.relevance --data DIR` writes `retrieval/relevance.json` and prints nDCG@10 by
cross-validation over the articles: what is printed was never learned from.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from evaluation.corpus import Document, GoldQuestion, read_lines, xquad_paragraphs, xquad_sentences
from evaluation.measuring import indexed
from language.static_model import StaticModel
from retrieval.relevance import WEIGHTS
from retrieval.retriever import Retriever
from retrieval.signals import NAMES
from retrieval.terms import terms_of
from retrieval.understanding import understand

LANGUAGES = ("ar", "en", "de", "es", "ru", "tr")
FOLDS = 5
PENALTY = 1e-3
STRIDE = 4
"""One question in so many is learned from: neighbours ask about the same paragraph."""
HARDEST = 60
"""Candidates of each pool that are kept, those with the nearest vectors and words; the rest teach nothing."""
KINDS = ("same language", "across languages")


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of one language.

    Attributes:
        same: whether the question is in it too.
        signals: shape (n, s).
        gold: which candidates answer, shape (n,).
        near: which are of the article that answers, shape (n,).
    """

    same: bool
    signals: NDArray[np.float32]
    gold: NDArray[np.bool_]
    near: NDArray[np.bool_]

    def only(self, kept: NDArray[np.bool_]) -> Pool:
        """Some of the candidates."""
        return Pool(self.same, self.signals[kept], self.gold[kept], self.near[kept])


@dataclass(frozen=True, slots=True)
class Example:
    """One question over one archive: its name, its fold, and its candidates pool by pool."""

    name: str
    fold: int
    pools: list[Pool]

    @property
    def features(self) -> NDArray[np.float32]:
        """Signals and a one, once for each kind of pool; zeros for the other kind. Shape (n, 2 (s + 1))."""
        rows = []
        for pool in self.pools:
            own = np.hstack([pool.signals, np.ones((len(pool.signals), 1), np.float32)])
            other = np.zeros_like(own)
            rows.append(np.hstack([own, other] if pool.same else [other, own]))
        return np.concatenate(rows)

    @property
    def gold(self) -> NDArray[np.bool_]:
        """Which candidates answer, shape (n,)."""
        return np.concatenate([pool.gold for pool in self.pools])

    @property
    def near(self) -> NDArray[np.bool_]:
        """Which candidates are of the article that answers, shape (n,)."""
        return np.concatenate([pool.near for pool in self.pools])


def examples(retriever: Retriever, name: str, questions: Sequence[GoldQuestion]) -> Iterator[Example]:
    """The candidates of each question as the pipeline gathers them."""
    retriever.reader.refresh()
    model = retriever.static_model
    for gold in questions:
        question = understand(gold.text)
        article = _article(next(iter(gold.relevant)))
        pools = []
        for pool in retriever.pools(terms_of(question.text, question.language, model, model), question):
            stored = retriever.reader.passages(pool.keys.tolist())
            ids = [stored[key][0].article_id.split(":")[-1] for key in pool.keys.tolist()]
            right = np.array([one in gold.relevant for one in ids], dtype=bool)
            near = np.array([_article(one) == article for one in ids], dtype=bool)
            pools.append(_hardest(Pool(pool.same_language, pool.signals, right, near)))
        yield Example(name, zlib.crc32(article.encode()) % FOLDS, pools)


def _article(document: str) -> str:
    """XQuAD's article that a paragraph or a sentence is of."""
    return document.split("-")[0]


def told_once(one: Example, place: int) -> Example:
    """The same question over an archive where only the pool at `place` holds an answer.

    Parallel texts answer in every language, an archive does not: a language that has nothing to say must not
    come before the one that has.
    """
    pools = [pool if number == place else pool.only(~pool.gold) for number, pool in enumerate(one.pools)]
    return Example(f"{one.name}, told once", one.fold, pools)


def _hardest(pool: Pool) -> Pool:
    ease = pool.signals[:, NAMES.index("dense")] + pool.signals[:, NAMES.index("words cubed")]
    return pool.only(pool.gold | (np.argsort(np.argsort(-ease)) < HARDEST))


def learn(data: Sequence[Example]) -> NDArray[np.float64]:
    """Weights by which the right candidates win (softmax over each question's), shape (2 (s + 1),)."""
    known = [one for one in data if one.gold.any()]
    longest = max(len(one.gold) for one in known)
    everything = np.concatenate([one.features for one in known])
    present = everything[:, [-1 - len(NAMES) - 1, -1]]
    centre, spread = np.zeros(everything.shape[1]), np.ones(everything.shape[1])
    for half in (0, 1):
        columns = slice(half * (len(NAMES) + 1), half * (len(NAMES) + 1) + len(NAMES))
        rows = everything[present[:, half] == 1][:, columns]
        if len(rows):
            centre[columns], spread[columns] = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    inputs = np.zeros((len(known), longest, len(centre)), dtype=np.float32)
    targets = np.zeros((len(known), longest), dtype=np.float32)
    mask = np.full((len(known), longest), -1e9, dtype=np.float32)
    for row, one in enumerate(known):
        inputs[row, : len(one.gold)] = one.features / spread
        targets[row, : len(one.gold)] = one.gold / one.gold.sum()
        mask[row, : len(one.gold)] = 0
    weights = torch.zeros(len(centre), requires_grad=True)
    x, y, outside = torch.tensor(inputs), torch.tensor(targets), torch.tensor(mask)
    optimiser = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        chances = torch.log_softmax(x @ weights + outside, dim=1)
        value = -(y * chances).sum(dim=1).mean() + PENALTY * (weights**2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    learned: NDArray[np.float64] = weights.detach().numpy() / spread
    return learned


def ndcg(one: Example, weights: NDArray[np.float64]) -> float:
    """nDCG@10 of one question."""
    gold = one.gold
    order = np.argsort(-(one.features @ weights), kind="stable")[:10]
    gain = (gold[order] / np.log2(np.arange(2, len(order) + 2))).sum()
    best = (1 / np.log2(np.arange(2, min(10, gold.sum()) + 2))).sum() if gold.any() else 1.0
    return float(gain / best)


def calibrate(data: Sequence[Example], weights: NDArray[np.float64], *, same: bool) -> tuple[float, float]:
    """The middle and the spread of the logistic curve from the best score to the chance of an answer.

    Each question whose archive is of one language is asked twice: with the article that answers it among the
    candidates, and with that article taken out.
    """
    scores, there = [], []
    for one in data:
        if len(one.pools) > 1 or one.pools[0].same != same or not one.gold.any() or one.near.all():
            continue
        values = one.features @ weights
        scores += [values.max(), values[~one.near].max()]
        there += [1.0, 0.0]
    x, y = torch.tensor(np.array(scores)), torch.tensor(np.array(there))
    slope = torch.ones(1, dtype=torch.float64, requires_grad=True)
    offset = torch.tensor([-float(x.mean())], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([slope, offset], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(slope * x + offset, y)
        value.backward()
        return value

    optimiser.step(loss)
    fitted = slope.detach(), offset.detach()
    return float(-fitted[1] / fitted[0]), float(1 / fitted[0])


def collect(folder: Path, distractors: Path | None) -> list[Example]:
    """Every pair of languages, one pool of all languages, and Arabic among other news."""
    model = StaticModel.load()
    corpora = {code: xquad_paragraphs(folder, code) for code in LANGUAGES}
    data: list[Example] = []
    for code, (documents, _) in corpora.items():
        with indexed(documents, model, model) as retriever:
            for asked in LANGUAGES:
                if code == asked or "en" in (code, asked) or "ar" in (code, asked):
                    data += examples(retriever, f"{asked} in {code}", corpora[asked][1][::STRIDE])
            sys.stderr.write(f"{code} gathered\n")
    everything = [
        Document(f"{code}:{one.id}", code, one.text) for code in LANGUAGES for one in corpora[code][0]
    ]
    with indexed(everything, model, model) as retriever:
        for asked in LANGUAGES:
            for number, one in enumerate(
                examples(retriever, f"{asked} in one pool", corpora[asked][1][::STRIDE])
            ):
                own = next(place for place, pool in enumerate(one.pools) if pool.same)
                data += [one, told_once(one, own), told_once(one, number % len(one.pools))]
    for code, asked in (("ar", "en"), ("en", "ar"), ("ar", "ar")):
        sentences, answers = xquad_sentences(folder, code)
        questions = [
            GoldQuestion(one.id, one.text, asked, frozenset([answers[one.id]]))
            for one in corpora[asked][1][::STRIDE]
            if one.id in answers
        ]
        with indexed(sentences, model, model) as retriever:
            data += examples(retriever, f"{asked} in {code} sentences", questions)
    if distractors:
        rows = (json.loads(line) for line in read_lines(distractors))
        news = [
            Document(f"news {number}", "ar", row["text"], row["title"]) for number, row in enumerate(rows)
        ]
        with indexed([*corpora["ar"][0], *news], model, model) as retriever:
            data += examples(retriever, "en among news", corpora["en"][1][::2])
            data += examples(retriever, "ar among news", corpora["ar"][1][::STRIDE])
    return data


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(prog="python -m training.relevance", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="where xquad-r.*.jsonl.gz lie")
    parser.add_argument("--distractors", type=Path, help="Arabic news (JSON lines), to learn among many")
    options = parser.parse_args()
    torch.manual_seed(0)
    data = collect(options.data, options.distractors)
    figures: dict[str, list[float]] = defaultdict(list)
    for fold in range(FOLDS):
        weights = learn([one for one in data if one.fold != fold])
        for one in data:
            if one.fold == fold:
                figures[one.name].append(ndcg(one, weights))
    sys.stdout.writelines(f"{name:18}{np.mean(values):.3f}\n" for name, values in figures.items())
    weights = learn(data)
    document = {}
    for kind, half in zip(KINDS, np.split(weights, 2), strict=True):
        middle, spread = calibrate(data, weights, same=kind == "same language")
        document[kind] = {
            "bias": round(float(half[-1]), 4),
            "middle": round(middle, 4),
            "spread": round(spread, 4),
            "weights": {name: round(float(w), 4) for name, w in zip(NAMES, half[:-1], strict=True)},
        }
    WEIGHTS.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
