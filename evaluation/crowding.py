"""Whether one language crowds out the others in an archive of several.

Read from the same replies as the mixed pool. Each question has one relevant paragraph in each of six
languages, so in a fair list each language has a sixth of the first places, and parallel paragraphs stand
close together.
"""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.development import LANGUAGES
from evaluation.figure import Figure
from evaluation.measuring import Reply
from evaluation.metrics import mean
from evaluation.mixed_pool import DEPTH, PARAGRAPHS_JOB, language_of
from evaluation.study import Observed, Study


def share_against_relevant(replies: Sequence[Reply], language: str, depth: int = 10) -> float:
    """A language's share of the first `depth` places over its share of what is relevant; 1 is fair."""
    places = [language_of(one) for reply in replies for one in reply.ranking[:depth]]
    relevant = [language_of(one) for reply in replies for one in reply.gold.relevant]
    if not places or language not in relevant:
        return 0.0
    return places.count(language) / len(places) / (relevant.count(language) / len(relevant))


def own_share_against_relevant(replies: Sequence[Reply], depth: int = 10) -> float:
    """The same for whichever language each question is in."""
    by_language = {reply.gold.language for reply in replies}
    return mean(
        [
            share_against_relevant([one for one in replies if one.gold.language == language], language, depth)
            for language in sorted(by_language)
        ]
    )


def ranks(reply: Reply) -> dict[str, int]:
    """The rank of each language's relevant document; one that was not found stands behind all that were."""
    places = {one: rank for rank, one in enumerate(reply.ranking, start=1)}
    behind = max(DEPTH, len(reply.ranking)) + 1
    return {language_of(one): places.get(one, behind) for one in reply.gold.relevant}


def gap_behind_own(replies: Sequence[Reply]) -> float:
    """How many ranks the other languages' relevant documents stand behind the question's own, on average."""
    gaps = []
    for reply in replies:
        found = ranks(reply)
        own = found.pop(reply.gold.language, None)
        gaps += [float(rank - own) for rank in found.values() if own is not None]
    return mean(gaps)


def gap_between_others(replies: Sequence[Reply]) -> float:
    """How many ranks lie between two relevant documents, neither in the question's language, on average."""
    gaps = []
    for reply in replies:
        others = sorted(rank for code, rank in ranks(reply).items() if code != reply.gold.language)
        gaps += [
            float(later - earlier) for place, earlier in enumerate(others) for later in others[place + 1 :]
        ]
    return mean(gaps)


def mean_rank(replies: Sequence[Reply], language: str) -> float:
    """The mean rank of a language's relevant documents for questions in other languages."""
    return mean([float(ranks(one)[language]) for one in replies if one.gold.language != language])


def derive(observed: Observed) -> dict[str, float]:
    """Shares of the first ten places, and gaps between parallel paragraphs."""
    replies = [reply for code in LANGUAGES for reply in observed.runs[f"pool paragraphs {code}"].replies]
    return {
        "own language in the first ten": own_share_against_relevant(replies),
        **{f"{code} in the first ten": share_against_relevant(replies, code) for code in LANGUAGES},
        "ranks behind own language": gap_behind_own(replies),
        "ranks between the others": gap_between_others(replies),
        **{f"rank of {code}, asked in others": mean_rank(replies, code) for code in LANGUAGES},
    }


CROWDING = Study(
    group="crowding",
    figures=(
        Figure(
            "own language in the first ten",
            "its share over its share of the relevant; 1 is fair",
            pinned=False,
        ),
        *(
            Figure(f"{code} in the first ten", "the same, whatever the question's language", pinned=False)
            for code in LANGUAGES
        ),
        Figure(
            "ranks behind own language",
            "of parallel paragraphs; 0 is fair",
            pinned=False,
            at_most=True,
        ),
        Figure("ranks between the others", "two of five at best: 2", pinned=False, at_most=True),
        *(
            Figure(f"rank of {code}, asked in others", "mean; 3.5 at best", pinned=False, at_most=True)
            for code in LANGUAGES
        ),
    ),
    jobs=(PARAGRAPHS_JOB,),
    derive=derive,
)
