"""XQuAD-R: the same paragraphs and questions in six languages, so that every pair can be measured."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.settings import Settings
from evaluation.corpus import xquad_asked, xquad_corpus
from evaluation.measuring import indexed, measure
from ingest.preparing.indexing import load_models

LANGUAGES = ("ar", "en", "de", "es", "ru", "tr")
UNITS = ("paragraphs", "sentences")


def measure_pairs(folder: Path, languages: Sequence[str], units: Sequence[str]) -> dict[str, float]:
    """nDCG@10 by "unit question-language corpus-language"."""
    wanted = [f"{unit} {asked} {corpus}" for unit in units for corpus in languages for asked in languages]
    return dict(_measure_named(folder, wanted))


def _measure_named(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, float]]:
    """nDCG@10 of the named pairs, each as soon as it is known."""
    models = load_models(Settings())
    corpora = dict.fromkeys((name.split()[0], name.split()[2]) for name in names)
    for unit, corpus in corpora:
        documents, answers = xquad_corpus(folder, unit, corpus)
        with indexed(documents, models.embedder, models.static_model) as retriever:
            for name in names:
                if name.split()[0] == unit and name.split()[2] == corpus:
                    questions = xquad_asked(folder, name.split()[1], answers)
                    yield name, round(measure(retriever, questions).mean_ndcg(), 4)


def print_pairs(figures: dict[str, float], languages: Sequence[str], units: Sequence[str]) -> None:
    """A table for each unit: questions down, corpora across."""
    for unit in units:
        sys.stdout.write(f"\nXQuAD-R {unit}, nDCG@10 (rows: question, columns: corpus)\n")
        sys.stdout.write("      " + "".join(f"{corpus:>8}" for corpus in languages) + "\n")
        for asked in languages:
            cells = "".join(f"{figures[f'{unit} {asked} {corpus}']:8.3f}" for corpus in languages)
            sys.stdout.write(f"{asked:>6}{cells}\n")
