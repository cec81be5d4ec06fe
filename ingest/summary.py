"""What a run did, for programs and for people."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.records.record import Refusal

_SHOWN_REFUSALS = 20


@dataclass(slots=True)
class Summary:
    """The counts of one run.

    Every article that was read counts once, as added, updated or unchanged; every further record of it, and
    every copy of a text that the archive has under another id, is a duplicate.

    Attributes:
        added: articles that the archive did not have.
        updated: articles that it had otherwise.
        unchanged: articles that it has already.
        removed: articles taken out because their files are gone (`--prune`).
        duplicates: records that say nothing new.
        refused: files and records that were not taken.
        articles: how many the archive holds afterwards (after a dry run: as it is).
        passages: into how many passages they are cut.
        generation: the archive's number.
        seconds: how long the run took.
        released: articles whose embargo has ended.
        withheld: articles put that are embargoed or withdrawn: kept, and not answered from.
        earlier: records that were left out as they are of days before the one that was given.
        forgotten: records of articles that were removed on request, which are not taken again.
        boilerplate: lines taken out of the bodies of articles that were added or updated.
        passed_over: files that are no articles by their ending, and links, in folders and in containers that
            were read.
        dry_run: whether nothing was written.
        interrupted: whether the run was stopped before its end.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    duplicates: int = 0
    refused: list[Refusal] = field(default_factory=list)
    articles: int = 0
    passages: int = 0
    generation: int = 0
    seconds: float = 0.0
    released: int = 0
    withheld: int = 0
    earlier: int = 0
    forgotten: int = 0
    boilerplate: int = 0
    passed_over: int = 0
    dry_run: bool = False
    interrupted: bool = False

    @property
    def left_out(self) -> int:
        """Records that another run may take: a file with such ones is read again."""
        return len(self.refused) + self.earlier

    def document(self) -> dict[str, object]:
        """The terminal contract of `python -m ingest --json`."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "duplicates": self.duplicates,
            "refused": [
                {"path": refusal.path, "record": refusal.record, "reason": refusal.reason}
                for refusal in self.refused
            ],
            "articles": self.articles,
            "passages": self.passages,
            "generation": self.generation,
            "seconds": round(self.seconds, 3),
            "released": self.released,
            "withheld": self.withheld,
            "forgotten": self.forgotten,
            "earlier": self.earlier,
            "boilerplate": self.boilerplate,
            "passed_over": self.passed_over,
        }

    def text(self) -> str:
        """The summary in sentences."""
        would = "would be " if self.dry_run else ""
        verbs = [
            (self.added, f"{would}added"),
            (self.updated, f"{would}updated"),
            (self.unchanged, "unchanged"),
            (self.removed, f"{would}removed"),
        ]
        counts = ", ".join(f"{count:,} {verb}" for count, verb in verbs if count) or "none found"
        lines = [f"Articles: {counts}."]
        if self.duplicates:
            lines.append(
                f"{_number(self.duplicates, 'record')} left out as copies of articles already there."
            )
        if self.withheld:
            lines.append(
                f"{_number(self.withheld, 'article')} embargoed or withdrawn: kept, and not answered from."
            )
        if self.released:
            lines.append(f"{_number(self.released, 'article')} free of embargo now.")
        if self.earlier:
            lines.append(f"{_number(self.earlier, 'record')} left out: of days before the one given.")
        if self.forgotten:
            lines.append(f"{_number(self.forgotten, 'record')} left out: removed on request earlier.")
        if self.boilerplate:
            lines.append(
                f"{_number(self.boilerplate, 'line')} of boilerplate {would}left out of the articles."
            )
        if self.passed_over:
            lines.append(
                f"{_number(self.passed_over, 'file')} passed over: pictures, styles, programs or links."
            )
        lines += self._refusals()
        if self.interrupted:
            lines.append("The run was stopped before its end; what was done until then is kept.")
        lines.append(
            f"The archive holds {_number(self.articles, 'article')} in {_number(self.passages, 'passage')}"
            f" ({self.seconds:.1f} seconds)."
        )
        return "\n".join(lines)

    def _refusals(self) -> list[str]:
        if not self.refused:
            return []
        lines = [f"{_number(len(self.refused), 'file or record', 'files or records')} refused:"]
        for refusal in self.refused[:_SHOWN_REFUSALS]:
            place = f", record {refusal.record}" if refusal.record else ""
            lines.append(f"  {refusal.path}{place}: {refusal.reason}.")
        if len(self.refused) > _SHOWN_REFUSALS:
            lines.append(f"  … and {len(self.refused) - _SHOWN_REFUSALS:,} more; --json lists them all.")
        return lines


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
