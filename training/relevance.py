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

from evaluation.corpus import Document, GoldQuestion, read_lines, xquad_paragraphs
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
Pools = list[tuple[bool, NDArray[np.float32], NDArray[np.bool_]]]


@dataclass(frozen=True, slots=True)
class Example:
    """One question over one archive: its name, its fold, and its candidates pool by pool."""

    name: str
    fold: int
    pools: Pools

    @property
    def features(self) -> NDArray[np.float32]:
        """Signals and a one, once for each kind of pool; zeros for the other kind. Shape (n, 2 (s + 1))."""
        rows = []
        for same, signals, _ in self.pools:
            own = np.hstack([signals, np.ones((len(signals), 1), np.float32)])
            other = np.zeros_like(own)
            rows.append(np.hstack([own, other] if same else [other, own]))
        return np.concatenate(rows)

    @property
    def gold(self) -> NDArray[np.bool_]:
        """Which candidates answer, shape (n,)."""
        return np.concatenate([gold for _, _, gold in self.pools])


def examples(retriever: Retriever, name: str, questions: Sequence[GoldQuestion]) -> Iterator[Example]:
    """The candidates of each question as the pipeline gathers them."""
    retriever.reader.refresh()
    model = retriever.static_model
    for gold in questions:
        question = understand(gold.text)
        pools: Pools = []
        for pool in retriever.pools(terms_of(question.text, question.language, model, model), question):
            stored = retriever.reader.passages(pool.keys.tolist())
            right = [stored[key][0].article_id.split(":")[-1] in gold.relevant for key in pool.keys.tolist()]
            pools.append(_hardest(pool.same_language, pool.signals, np.array(right, dtype=bool)))
        fold = zlib.crc32(next(iter(gold.relevant)).split("-")[0].encode()) % FOLDS
        yield Example(name, fold, pools)


def told_once(one: Example, place: int) -> Example:
    """The same question over an archive where only the pool at `place` holds an answer.

    Parallel texts answer in every language, an archive does not: a language that has nothing to say must not
    come before the one that has.
    """
    pools = [
        pool if number == place else (pool[0], pool[1][~pool[2]], pool[2][~pool[2]])
        for number, pool in enumerate(one.pools)
    ]
    return Example(f"{one.name}, told once", one.fold, pools)


def _hardest(
    same: bool, signals: NDArray[np.float32], right: NDArray[np.bool_]
) -> tuple[bool, NDArray[np.float32], NDArray[np.bool_]]:
    ease = signals[:, NAMES.index("dense")] + signals[:, NAMES.index("words cubed")]
    kept = right | (np.argsort(np.argsort(-ease)) < HARDEST)
    return same, signals[kept], right[kept]


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


def calibrate(data: Sequence[Example], weights: NDArray[np.float64]) -> tuple[float, float]:
    """The middle and the spread of the logistic curve from the best score to the chance that it is right.

    Each question is asked twice: with its answer among the candidates, and with it taken out.
    """
    scores, right = [], []
    for one in data:
        values, gold = one.features @ weights, one.gold
        if not gold.any() or gold.all():
            continue
        scores += [values.max(), values[~gold].max()]
        right += [1.0, 0.0]
    x, y = torch.tensor(np.array(scores)), torch.tensor(np.array(right))
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
                own = next(place for place, pool in enumerate(one.pools) if pool[0])
                data += [one, told_once(one, own), told_once(one, number % len(one.pools))]
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
    middle, spread = calibrate(data, weights)
    halves = dict(zip(KINDS, np.split(weights, 2), strict=True))
    learned = {
        kind: {
            "bias": round(float(half[-1]), 4),
            "weights": {name: round(float(w), 4) for name, w in zip(NAMES, half[:-1], strict=True)},
        }
        for kind, half in halves.items()
    }
    document = {**learned, "middle": round(middle, 4), "spread": round(spread, 4)}
    WEIGHTS.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
