"""Everything that the table shows."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.abstention import ABSTENTION
from evaluation.crowding import CROWDING
from evaluation.distractors import DISTRACTORS
from evaluation.figure import Figure
from evaluation.leading import LEADING
from evaluation.long_articles import LONG_ARTICLES
from evaluation.mixed_pool import POOL
from evaluation.model_speed import MODEL, SPEED
from evaluation.pairs import PAIRS
from evaluation.parallel_sentences import PARALLEL_SENTENCES
from evaluation.samples import SAMPLES_STUDY
from evaluation.study import Study

STUDIES = (
    PAIRS,
    POOL,
    CROWDING,
    LONG_ARTICLES,
    DISTRACTORS,
    PARALLEL_SENTENCES,
    ABSTENTION,
    LEADING,
    SAMPLES_STUDY,
    MODEL,
    SPEED,
)
GROUPS = tuple(study.group for study in STUDIES)


def chosen(groups: Sequence[str]) -> list[Study]:
    """The studies of some groups, in the table's order; all where none is named."""
    return [study for study in STUDIES if not groups or study.group in groups]


def figures() -> dict[str, Figure]:
    """Every figure by its name."""
    return {figure.name: figure for study in STUDIES for figure in study.figures}
