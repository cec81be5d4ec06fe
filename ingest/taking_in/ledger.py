"""Which articles the archive has, which the run has met, and what is therefore to be done with a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto

from archive.catalogue.holdings import Holding, Holdings
from ingest.files.presence import Presence
from ingest.records.identity import is_url, record_part, text_part
from ingest.taking_in.met import Met


class Verdict(Enum):
    """What is to be done with a record."""

    NEW = auto()  # prepare it; it may still be a copy of another article
    UNCHANGED = auto()
    CHANGED = auto()  # the archive, or an earlier record of the run, has it otherwise
    AGAIN = auto()  # an earlier record of the run was the same


class Ledger:
    """The book of a run. It asks the archive, and remembers only what the archive cannot tell yet.

    A content hash is two hashes with a hyphen between: that of the record as it came, which tells whether
    anything changed before anything is cleaned or embedded; and that of the cleaned text, which finds copies.

    Args:
        holdings: what the archive has; None where there is none yet.
        forgotten: ids of articles that were removed on request -> the hash of their text.
        present: tells whether a file is there, in a container too.

    Attributes:
        met: the articles that the run has met.
        only_new: whether so far every record was new, the archive's own, a copy of such a one, or a later
            form of a new one.
    """

    def __init__(
        self,
        holdings: Holdings | None = None,
        *,
        forgotten: Mapping[str, str] | None = None,
        present: Presence | None = None,
    ) -> None:
        self.met = Met()
        self.only_new = True
        self._holdings = holdings
        self._present = present or Presence()
        self._forgotten = forgotten or {}
        self._forgotten_texts = frozenset(map(text_part, self._forgotten.values())) - {""}
        self._known: dict[str, Holding | None] = {}
        self._said: dict[str, list[Holding]] = {}
        self._put: dict[str, Holding | None] = {}
        self._texts: dict[str, list[str]] = {}
        self._versions: dict[str, int] = {}

    def committed(self) -> None:
        """Note that the archive holds all that was put and dropped, and tells it from now on."""
        self._put.clear()
        self._texts.clear()
        self._known.clear()
        self._said.clear()

    def look_up(self, article_ids: Sequence[str]) -> None:
        """Ask for some hundred articles at once, before each is asked for."""
        self._known = dict.fromkeys(article_ids)
        if self._holdings is not None:
            self._known.update((one.article_id, one) for one in self._holdings.of_many(article_ids))

    def look_up_texts(self, text_hashes: Sequence[str]) -> None:
        """Ask for the articles with some hundred texts at once, before each is asked for."""
        texts = list(dict.fromkeys(map(text_part, text_hashes)))
        self._said = {text: [] for text in texts}
        for one in self._holdings.saying_any(texts) if self._holdings is not None else ():
            self._said[text_part(_text_hash(one))].append(one)

    def held(self, article_id: str) -> Holding | None:
        """What the archive has of an article, with what the run has put and dropped."""
        for known in (self._put, self._known):
            if article_id in known:
                return known[article_id]
        return self._holdings.of(article_id) if self._holdings is not None else None

    def was_held(self, article_id: str) -> bool:
        """Whether the archive had an article, that was met, before the run."""
        return self.met.was_held(article_id)

    def meet(self, article_id: str, record_hash: str) -> None:
        """Note an article as met, unless it was."""
        if article_id not in self.met:
            self.met.add(article_id, record_hash, held=self.held(article_id) is not None)

    def is_forgotten(self, article_id: str, text_hash: str = "") -> bool:
        """Whether an article, or one with its text, was removed on request."""
        return article_id in self._forgotten or text_part(text_hash) in self._forgotten_texts

    def is_outdated(self, article_id: str, version: int | None) -> bool:
        """Whether a later version of an article was met before; the number of this one is noted."""
        if version is None:
            return False
        held = self.held(article_id)
        latest = max(
            self._versions.get(article_id, version),
            version if held is None or held.version is None else held.version,
        )
        # What the archive tells itself need not be remembered.
        if held is None or held.version is None or latest > held.version:
            self._versions[article_id] = latest
        self.only_new = self.only_new and version == latest
        return version < latest

    def verdict(self, article_id: str, record_hash: str, path: str) -> Verdict:
        """What is to be done with a record, which counts as met from now on."""
        before = self.met.last(article_id)
        if before is not None:
            if before == record_hash:
                return Verdict.AGAIN
            self.met.replace(article_id, record_hash)
            return Verdict.CHANGED
        held = self.held(article_id)
        self.met.add(article_id, record_hash, held=held is not None)
        if held is None:
            return Verdict.NEW
        if record_part(held.content_hash) == record_hash and not self._has_moved(held, path):
            return Verdict.UNCHANGED
        self.only_new = False
        return Verdict.CHANGED

    def is_unchanged(self, article_id: str, record_hash: str, path: str) -> bool:
        """Whether the archive has an article like this, and the run has met it in no other form."""
        held = self.held(article_id)
        return (
            held is not None
            and record_part(held.content_hash) == record_hash
            and self.met.last(article_id) in (None, record_hash)
            and not self._has_moved(held, path)
        )

    def holder(self, text_hash: str, article_id: str) -> str | None:
        """The other article that has the same text in the same outlet, if one has.

        Two outlets that printed one text are two sources of a story, and both are kept. Where either does not
        say who published it, it says nothing new.
        """
        text = text_part(text_hash)
        if not text:
            return None
        found = [one for one in self._saying(text) if one.article_id != article_id]
        for wanted in (text_hash, text):
            for one in found:
                if _text_hash(one) == wanted:
                    return one.article_id
        return found[0].article_id if found and text_hash == text else None

    def put(
        self, article_id: str, record_hash: str, text_hash: str, path: str, version: int | None = None
    ) -> str:
        """Note that an article is put, and return its content hash."""
        content_hash = f"{record_hash}-{text_hash}"
        self._put[article_id] = Holding(article_id, content_hash, path, version)
        self._texts.setdefault(text_part(text_hash), []).append(article_id)
        self._versions.pop(article_id, None)
        return content_hash

    def drop(self, article_id: str) -> None:
        """Note that an article is removed."""
        self._put[article_id] = None

    def _saying(self, text: str) -> Iterator[Holding]:
        """The articles with a text, in the archive and among what was put."""
        held = self._said.get(text)
        if held is None:
            held = self._holdings.saying(text) if self._holdings is not None else []
        for one in held:
            if one.article_id not in self._put:
                yield one
        for article_id in dict.fromkeys(self._texts.get(text, ())):
            put = self._put.get(article_id)
            if put is not None and text_part(_text_hash(put)) == text:
                yield put

    def _has_moved(self, held: Holding, path: str) -> bool:
        """Whether an article stands in another file now, and the one it came from is gone.

        What was fetched has not moved: an address is asked again only when somebody wants it.
        """
        return held.path != path and not is_url(held.path) and held.path not in self._present


def _text_hash(held: Holding) -> str:
    return held.content_hash.partition("-")[2]
