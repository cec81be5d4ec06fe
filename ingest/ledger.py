"""Which articles the archive has, which the run has met, and what is therefore to be done with a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from ingest.containers.walking import Presence
from ingest.identity import is_url, text_part


class Verdict(Enum):
    """What is to be done with a record."""

    NEW = auto()  # prepare it; it may still be a copy of another article
    UNCHANGED = auto()
    CHANGED = auto()  # the archive, or an earlier record of the run, has it otherwise
    AGAIN = auto()  # an earlier record of the run was the same


@dataclass(slots=True)
class Ledger:
    """The book of a run.

    A content hash is two hashes with a hyphen between: that of the record as it came, which tells whether
    anything changed before anything is cleaned or embedded; and that of the cleaned text, which finds copies.

    Attributes:
        held: article id -> content hash of what the archive has and, as the run goes on, of what it puts.
        paths: article id -> path of what the archive had before the run.
        seen: article id -> record hash of what the run has met last.
        versions: article id -> the highest version of it that is held or was met, where it is counted.
        forgotten: ids of articles that were removed on request -> the hash of their text.
        texts: hash of a text and its outlet -> the id of the article that has it.
        present: tells whether a file is there, in a container too.
    """

    held: dict[str, str]
    paths: Mapping[str, str]
    versions: dict[str, int] = field(default_factory=dict)
    forgotten: Mapping[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    present: Presence = field(default_factory=Presence)
    _forgotten_texts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        for article_id, content_hash in self.held.items():
            self._note_text(content_hash.partition("-")[2], article_id)
        self._forgotten_texts = frozenset(map(text_part, self.forgotten.values())) - {""}

    def is_forgotten(self, article_id: str, text_hash: str = "") -> bool:
        """Whether an article, or one with its text, was removed on request."""
        return article_id in self.forgotten or text_part(text_hash) in self._forgotten_texts

    def is_outdated(self, article_id: str, version: int | None) -> bool:
        """Whether a later version of an article was met before; the number of this one is noted."""
        if version is None:
            return False
        latest = self.versions.setdefault(article_id, version)
        self.versions[article_id] = max(latest, version)
        return version < latest

    def verdict(self, article_id: str, record_hash: str, path: str) -> Verdict:
        """What is to be done with a record, which counts as met from now on."""
        before = self.seen.get(article_id)
        self.seen[article_id] = record_hash
        if before is not None:
            return Verdict.AGAIN if before == record_hash else Verdict.CHANGED
        held = self.held.get(article_id)
        if held is None:
            return Verdict.NEW
        same = held.partition("-")[0] == record_hash
        return Verdict.UNCHANGED if same and not self._has_moved(article_id, path) else Verdict.CHANGED

    def is_unchanged(self, article_id: str, record_hash: str, path: str) -> bool:
        """Whether the archive has an article like this, and the run has met it in no other form."""
        same = self.held.get(article_id, "").partition("-")[0] == record_hash
        return (
            same
            and self.seen.get(article_id, record_hash) == record_hash
            and not self._has_moved(article_id, path)
        )

    def holder(self, text_hash: str, article_id: str) -> str | None:
        """The other article that has the same text in the same outlet, if one has.

        Two outlets that printed one text are two sources of a story, and both are kept. Where either does not
        say who published it, it says nothing new.
        """
        text = text_part(text_hash)
        keys = (text_hash, text) if text_hash != text else (text, f"{text}*")
        holders = [holder for key in keys if (holder := self.texts.get(key)) not in (None, article_id)]
        return holders[0] if holders and text else None

    def put(self, article_id: str, record_hash: str, text_hash: str) -> str:
        """Note that an article is put, and return its content hash."""
        self._forget_text(article_id)
        self._note_text(text_hash, article_id)
        self.held[article_id] = f"{record_hash}-{text_hash}"
        return self.held[article_id]

    def drop(self, article_id: str) -> None:
        """Note that an article is removed."""
        self._forget_text(article_id)
        self.held.pop(article_id, None)

    def _forget_text(self, article_id: str) -> None:
        former = self.held.get(article_id, "").partition("-")[2]
        for key in (former, f"{text_part(former)}*"):
            if self.texts.get(key) == article_id:
                del self.texts[key]

    def _note_text(self, text_hash: str, article_id: str) -> None:
        if text_hash:
            self.texts[text_hash] = article_id
            self.texts.setdefault(f"{text_part(text_hash)}*", article_id)

    def _has_moved(self, article_id: str, path: str) -> bool:
        """Whether an article stands in another file now, and the one it came from is gone.

        What was fetched has not moved: an address is asked again only when somebody wants it.
        """
        former = self.paths.get(article_id, path)
        return former != path and not is_url(former) and former not in self.present
