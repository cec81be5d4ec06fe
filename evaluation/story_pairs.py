"""Pairs of articles of which it is known whether they are copies of one text.

Copies are made from real articles by the edits of a news desk; what is no copy is mined: the most alike
article of another fortnight (this week's earnings in last week's words), the article with its figures or its
weekdays exchanged, and in parallel corpora another paragraph of the same article in another language.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Final

from evaluation.corpus import read_lines, xquad_paragraphs
from language.sentences import sentence_spans

SEED: Final = 1445
SAMPLED: Final = 400
"""Articles of an archive that are edited."""

LATER: Final = 14
"""Days after which the same words tell another event."""

FEWEST_WORDS: Final = 40
_WORD = re.compile(r"\w+")
_WEEKDAYS: Final = (
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
)


@dataclass(frozen=True, slots=True)
class Story:
    """A text to compare."""

    language: str
    title: str
    body: str
    day: date | None = None

    @property
    def text(self) -> str:
        """Headline and body, as they are indexed."""
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, whether they are copies, and what was done to make them so.

    Attributes:
        kind: "sentence dropped", "figures exchanged" and so on.
        copies: the truth.
        one: a text.
        other: the text beside it.
        tuned: whether thresholds may be chosen by it; the other half only reports.
    """

    kind: str
    copies: bool
    one: Story
    other: Story
    tuned: bool


def read_archive(path: Path, language: str) -> list[Story]:
    """The articles of a file of JSON lines with `title`, `text` and `date`."""
    stories = []
    for line in read_lines(path):
        row = json.loads(line)
        body = " ".join((row.get("text") or "").split())
        if len(body.split()) >= FEWEST_WORDS:
            stories.append(Story(language, row.get("title") or "", body, _day(row.get("date") or "")))
    return stories


def same_language_pairs(stories: Sequence[Story]) -> Iterator[Pair]:
    """Copies made by edits, and hard pairs that are none."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    chosen = sorted(chance.sample(range(len(stories)), min(SAMPLED, len(stories))))
    for turn, place in enumerate(chosen):
        story, foreign = stories[place], chance.choice(stories)
        for kind, edit in EDITS.items():
            yield Pair(kind, True, story, edit(story, foreign, chance), turn % 2 == 0)
        for kind, change in CHANGES.items():
            changed = change(story, chance)
            if changed.body != story.body:
                yield Pair(kind, False, story, changed, turn % 2 == 0)
    for turn, (first, second) in enumerate(most_alike(stories)):
        yield Pair("another fortnight", False, stories[first], stories[second], turn % 2 == 0)


def translation_pairs(folder: Path, languages: Sequence[str]) -> Iterator[Pair]:
    """XQuAD-R: a paragraph in two languages, and two paragraphs of one article in two languages."""
    read = {code: xquad_paragraphs(folder, code)[0] for code in languages}
    for one, other in combinations(languages, 2):
        for left in read[one]:
            article = left.id.split("-")[0]
            for right in read[other]:
                if right.id.split("-")[0] != article:
                    continue
                same = left.id == right.id
                kind = "translation" if same else "paragraph of the same article"
                pair = Story(one, "", left.text), Story(other, "", right.text)
                yield Pair(kind, same, *pair, int(article) % 4 < 2)


def most_alike(stories: Sequence[Story]) -> list[tuple[int, int]]:
    """For each story the one of another fortnight that shares most runs of four words with it."""
    runs = [_runs(story.body) for story in stories]
    having: dict[str, list[int]] = defaultdict(list)
    for place, held in enumerate(runs):
        for run in held:
            having[run].append(place)
    found: dict[tuple[int, int], float] = {}
    for place, held in enumerate(runs):
        shared = Counter(other for run in held if len(having[run]) <= 60 for other in having[run])
        apart = [
            (count / max(1, min(len(held), len(runs[other]))), other)
            for other, count in shared.items()
            if other != place and _apart(stories[place], stories[other])
        ]
        if apart:
            share, other = max(apart)
            found[min(place, other), max(place, other)] = share
    hardest = sorted(found, key=lambda pair: -found[pair])
    return hardest[: 2 * SAMPLED]


def _runs(text: str) -> set[str]:
    words = _WORD.findall(text.lower())
    return {" ".join(words[place : place + 4]) for place in range(len(words) - 3)}


def _apart(one: Story, other: Story) -> bool:
    return one.day is not None and other.day is not None and abs((one.day - other.day).days) >= LATER


def _sentences(story: Story) -> list[str]:
    return [story.body[start:end] for start, end in sentence_spans(story.body)]


def _with_body(story: Story, body: str, title: str | None = None) -> Story:
    return Story(story.language, story.title if title is None else title, body, story.day)


def _drop(story: Story, _: Story, chance: random.Random) -> Story:
    sentences = _sentences(story)
    if len(sentences) > 2:
        del sentences[chance.randrange(len(sentences))]
    return _with_body(story, " ".join(sentences))


def _byline(story: Story, _: Story, __: random.Random) -> Story:
    lines = {
        "ar": "تونس 14 جانفي (وكالة الأنباء) - ",
        "en": "LONDON, Jan 14 (News Agency) - By a staff writer. ",
    }
    return _with_body(story, lines[story.language] + story.body)


def _headline(story: Story, foreign: Story, _: random.Random) -> Story:
    return _with_body(story, story.body, foreign.title)


def _words(story: Story, foreign: Story, chance: random.Random) -> Story:
    """Every twentieth word, figures left alone, becomes some word of another article."""
    new = [word for word in foreign.body.split() if not any(map(str.isdecimal, word))]
    words = story.body.split()
    for place, word in enumerate(words):
        if chance.random() < 0.05 and not any(map(str.isdecimal, word)) and new:
            words[place] = chance.choice(new)
    return _with_body(story, " ".join(words))


def _append(story: Story, foreign: Story, _: random.Random) -> Story:
    return _with_body(story, f"{story.body}\n" + "\n".join(_sentences(foreign)[:4]))


def _half(story: Story, _: Story, __: random.Random) -> Story:
    sentences = _sentences(story)
    return _with_body(story, " ".join(sentences[: max(2, (len(sentences) + 1) // 2)]))


def _desk(story: Story, foreign: Story, chance: random.Random) -> Story:
    """What a desk does: another headline, a byline, a sentence less, words changed."""
    edited = _words(_drop(story, foreign, chance), foreign, chance)
    return _byline(_headline(edited, foreign, chance), foreign, chance)


EDITS: Final[dict[str, Callable[[Story, Story, random.Random], Story]]] = {
    "sentence dropped": _drop,
    "byline added": _byline,
    "headline changed": _headline,
    "words replaced": _words,
    "paragraphs appended": _append,
    "first half only": _half,
    "all of a desk's edits": _desk,
}


def _figures(story: Story, chance: random.Random) -> Story:
    changed = re.sub(r"\d+", lambda match: str(int(match[0]) + chance.randint(1, 9)), story.body)
    return _with_body(story, changed)


def _weekdays(story: Story, _: random.Random) -> Story:
    """Each weekday becomes the one before."""
    before = {day: days[place - 1] for days in _WEEKDAYS for place, day in enumerate(days)}
    return _with_body(story, _WORD.sub(lambda match: before.get(match[0].lower(), match[0]), story.body))


CHANGES: Final[dict[str, Callable[[Story, random.Random], Story]]] = {
    "figures exchanged": _figures,
    "weekdays exchanged": _weekdays,
}


def _day(written: str) -> date | None:
    for form, size in (("%Y-%m-%d", 10), ("%Y%m%d", 8), ("%d-%b-%Y", 11)):
        try:
            return datetime.strptime(written.strip()[:size], form).date()
        except ValueError:
            continue
    return None
