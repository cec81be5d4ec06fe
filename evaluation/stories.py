"""How well copies of one text are told from other texts: precision and recall over pairs that are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from archive.errors import UsageError
from evaluation.corpus import xquad_file
from evaluation.story_pairs import Pair, Story, read_archive, same_language_pairs, translation_pairs
from language.static_model import StaticModel
from retrieval.copies import Text, Words, same_meaning, same_wording

ARCHIVES: Final = {"ar": "jawhara-fm.ar.jsonl.gz", "en": "reuters-21578.en.jsonl.gz"}
TRANSLATED: Final = ("ar", "de", "en", "es", "ru", "tr")


def measure_stories(data: Path) -> dict[str, float]:
    """Precision and recall on the half by which no threshold was chosen, and the share told copies by kind.

    Args:
        data: the folder that holds `archives/` and `dev/`.

    Raises:
        UsageError: neither the archives nor the parallel paragraphs are there.
    """
    report: dict[str, float] = {}
    for language, name in ARCHIVES.items():
        if (data / "archives" / name).is_file():
            pairs = same_language_pairs(read_archive(data / "archives" / name, language))
            report |= _report(f"copies {language}", pairs)
    if all(xquad_file(data / "dev", code).is_file() for code in TRANSLATED):
        report |= _report("translations", translation_pairs(data / "dev", TRANSLATED))
    if not report:
        raise UsageError(f"{data} holds neither archives/ nor dev/ with the parallel paragraphs.")
    return report


def _report(name: str, pairs: Iterable[Pair]) -> dict[str, float]:
    static_model = StaticModel.load()

    @cache
    def tokens(story: Story) -> NDArray[np.uint32]:
        return static_model.token_ids([story.body])[0]

    @cache
    def text(story: Story) -> Text:
        return Text.of(tokens(story), static_model)

    @cache
    def words(story: Story) -> Words:
        return Words.of(tokens(story), static_model)

    def are_copies(pair: Pair) -> bool:
        if pair.one.language == pair.other.language:
            return same_wording(text(pair.one), text(pair.other))
        return same_meaning(words(pair.one), words(pair.other))

    told = [(pair, are_copies(pair)) for pair in pairs if not pair.tuned]
    return _figures(name, told)


def _figures(name: str, told: Sequence[tuple[Pair, bool]]) -> dict[str, float]:
    right = sum(said and pair.copies for pair, said in told)
    report: dict[str, float] = {
        f"{name}: pairs": len(told),
        f"{name}: precision": round(right / max(1, sum(said for _, said in told)), 4),
        f"{name}: recall": round(right / max(1, sum(pair.copies for pair, _ in told)), 4),
    }
    for kind in dict.fromkeys(pair.kind for pair, _ in told):
        of_kind = [said for pair, said in told if pair.kind == kind]
        report[f"{name}: {kind}"] = round(sum(of_kind) / len(of_kind), 4)
    return report
