"""What an answer is led by, and what part of it is to the point, in an archive of six languages.

Each paragraph of XQuAD-R is there in one language and every second one in another too, as news are. An answer
is judged by the paragraphs that it quotes: the first one, any of them, and what part of all sentences is from
the right one.
"""

from __future__ import annotations

from pathlib import Path

from answering.assistant import Assistant
from answering.events import Finished
from answering.extractive import ExtractiveWriter
from evaluation.corpus import Document, xquad_asked, xquad_corpus
from evaluation.development import LANGUAGES
from evaluation.figure import Figure
from evaluation.metrics import mean
from evaluation.pairs import DEV, xquad_names
from evaluation.study import Job, Observed, Study, archive_of
from retrieval.understanding import understand

ASKED = ("ar", "en", "ru")
STRIDE = 4
"""One question in so many is asked: neighbours ask about the same paragraph."""


def mixed(folder: Path) -> tuple[list[Document], dict[str, str]]:
    """The archive, its documents named "language:paragraph", and the paragraph that answers each question."""
    texts = {code: xquad_corpus(folder, "paragraphs", code) for code in LANGUAGES}
    documents = []
    for row, paragraphs in enumerate(zip(*(found for found, _ in texts.values()), strict=True)):
        first = row % len(LANGUAGES)
        chosen = {first, (first + 1 + row // len(LANGUAGES)) % len(LANGUAGES)} if row % 2 else {first}
        documents += [
            Document(f"{LANGUAGES[one]}:{paragraphs[one].id}", LANGUAGES[one], paragraphs[one].text)
            for one in sorted(chosen)
        ]
    return documents, texts[LANGUAGES[0]][1]


def ask_mixed(data: Path) -> Observed:
    """Ask in each language that is asked, and see which paragraphs the answers quote."""
    folder = data / DEV
    documents, answers = mixed(folder)
    led, borne, parts = [], [], []
    with archive_of(documents) as retriever:
        assistant = Assistant(retriever, ExtractiveWriter())
        for number, asked in enumerate(ASKED):
            for gold in xquad_asked(folder, asked, answers)[number::STRIDE]:
                quoted = _quoted(assistant, gold.text)
                if quoted:
                    right = [one in gold.relevant for one in quoted]
                    led.append(float(right[0]))
                    borne.append(float(any(right)))
                    parts.append(mean([float(one) for one in right]))
    values = (mean(led), mean(borne), mean(parts))
    return Observed(values=dict(zip((figure.name for figure in FIGURES), values, strict=True)))


def derive(observed: Observed) -> dict[str, float]:
    """The figures as they were observed."""
    return {figure.name: observed.values[figure.name] for figure in FIGURES}


def _quoted(assistant: Assistant, question: str) -> list[str]:
    """The paragraph of each sentence of the answer, in the order in which they are read."""
    events = assistant.answer(understand(question))
    [answer] = [event.answer for event in events if isinstance(event, Finished)]
    return [sentence.citations[0].article.id.split(":", 1)[1] for sentence in answer.sentences]


FIGURES = (
    Figure("answers led by the right one", "of what is answered, share whose first sentence is from it"),
    Figure("answers quoting the right one", "the same, share with any sentence from it"),
    Figure("sentences of the right one", "the same, mean share of the sentences"),
)
LEADING = Study("leading", FIGURES, (Job("leading", xquad_names(), ask_mixed),), derive)
