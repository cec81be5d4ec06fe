"""The word index (tantivy): BM25 over character grams and the bundled model's tokens, and how words sound.

One document a passage, with nothing stored but its key. The grams of each language carry the language's code
in front ("ar:كتاب"), so that a question in one language meets only passages of that language without any
filter, which lets tantivy skip whole blocks that cannot reach the top (block-max WAND); so do the tokens.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from archive.disk import full_disk_named
from archive.entries import IndexedPassage
from archive.words.files import FileState, check, found_whole, keep_found_whole
from archive.words.process import TermProcess
from archive.words.terms import PassageTerms, Terms
from language.grams import character_grams

_ANALYZER = "spaces"
_HEAP = 24 << 20
_ATTEMPTS = 5


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("day", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("source", stored=False, indexed=True, fast=True)
    for field in ("grams", "tokens", "sounds"):
        builder.add_text_field(field, stored=False, tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _open(path: Path, *, create: bool) -> tantivy.Index:
    if create:
        path.mkdir(parents=True, exist_ok=True)
    if create and not tantivy.Index.exists(str(path)):
        index = tantivy.Index(_schema(), str(path))
    else:
        index = tantivy.Index.open(str(path))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_ANALYZER, analyzer)
    return index


def _checked(path: Path, known: Collection[FileState]) -> frozenset[FileState]:
    for _ in range(_ATTEMPTS - 1):
        try:
            return check(path, known)
        except FileNotFoundError:
            continue  # a writer has merged segments meanwhile
    try:
        return check(path, known)
    except FileNotFoundError as error:
        raise ValueError(f"{error.filename} is missing") from error


class WordIndexWriter:
    """Adds and deletes passages; nothing is visible or durable before `commit`.

    Raises:
        ValueError: the index is torn.
        CouldNotRunError: from whatever writes, where the disk is full.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with full_disk_named(path.parent):
            self._whole = check(path, found_whole(path)) if (path / "meta.json").exists() else frozenset()
            self._index = _open(path, create=True)
            self._writer = self._index.writer(_HEAP, 1)
        self._terms = PassageTerms()
        self._process = TermProcess()

    def add(self, passages: Sequence[IndexedPassage]) -> None:
        """Take in new passages; many of them meanwhile, until the next call."""
        with full_disk_named(self._path.parent):
            self._take_in()
            if self._process.can_begin(len(passages)):
                self._process.begin(passages)
                return
            for passage in passages:
                self._put(passage, self._terms.of(passage.text, passage.language, passage.tokens.tolist()))

    def delete(self, keys: Iterable[int]) -> None:
        """Take passages out; a key that is not there is no error."""
        with full_disk_named(self._path.parent):
            self._take_in()
            # By query, as deleting by term takes every number for a signed one and finds no unsigned key.
            self._writer.delete_documents_by_query(
                tantivy.Query.term_set_query(self._index.schema, "key", list(keys))
            )

    def count(self) -> int:
        """How many passages are committed."""
        self._index.reload()
        return int(self._index.searcher().num_docs)

    def commit(self) -> None:
        """Make it durable, and visible to whoever opens the index after this."""
        with full_disk_named(self._path.parent):
            self._take_in()
            self._writer.commit()

    def close(self) -> None:
        """Wait for merges and let the files go. What was not committed is lost."""
        self._process.close()
        self._writer.wait_merging_threads()
        # Where that fails, the next writer looks at all that is not in the list, and says what is wrong.
        with suppress(OSError, ValueError):
            keep_found_whole(self._path, self._whole)

    def _take_in(self) -> None:
        for passage, terms in self._process.finish():
            self._put(passage, terms)

    def _put(self, passage: IndexedPassage, terms: Terms) -> None:
        document = tantivy.Document()
        document.add_unsigned("key", passage.key)
        document.add_unsigned("source", passage.source)
        document.add_text("grams", terms.grams)
        document.add_text("tokens", terms.tokens)
        document.add_text("sounds", terms.sounds)
        if passage.day is not None:
            document.add_unsigned("day", passage.day)
        self._writer.add_document(document)


class WordIndex:
    """One state of the index, for any number of threads: what is committed later is not seen.

    Args:
        path: its folder.
        known: files that were found whole before and need not be read again, as those in the writer's list.
        every_file: read all of them, whatever is known.

    Attributes:
        files: those that are whole now.

    Raises:
        ValueError: the index is torn.
    """

    def __init__(self, path: Path, known: Collection[FileState] = (), *, every_file: bool = False) -> None:
        self.files = _checked(path, () if every_file else found_whole(path).union(known))
        self._index = _open(path, create=False)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def match_grams(
        self, text: str, language: str, limit: int, restriction: tantivy.Query | None = None
    ) -> list[tuple[int, float]]:
        """The passages of a language by BM25 for the grams of a text: (key, score), best first."""
        grams = dict.fromkeys(character_grams(text))
        terms = [self._term("grams", f"{language}:{gram}") for gram in grams]
        return self._search(terms, limit, restriction)

    def match_tokens(
        self,
        alternatives: Sequence[Sequence[tuple[int, float]]],
        language: str,
        limit: int,
        restriction: tantivy.Query | None = None,
    ) -> list[tuple[int, float]]:
        """The passages by the sum over the question's words of the best boosted alternative's BM25."""
        words = [
            tantivy.Query.disjunction_max_query(
                [
                    tantivy.Query.boost_query(self._term("tokens", f"{language}:{token}"), float(boost))
                    for token, boost in word
                ]
            )
            for word in alternatives
            if word
        ]
        return self._search(words, limit, restriction)

    def match_sounds(
        self,
        skeletons: Iterable[str],
        language: str,
        limit: int,
        restriction: tantivy.Query | None = None,
    ) -> list[tuple[int, float]]:
        """The passages with a word of one of these skeletons: (key, score), those of the rarest first."""
        terms = [self._term("sounds", f"{language}:{skeleton}") for skeleton in sorted(skeletons)]
        return self._search(terms, limit, restriction)

    def restriction(
        self, since: int | None, until: int | None, sources: Sequence[int] | None
    ) -> tantivy.Query | None:
        """A query that only passages of these days (YYYYMMDD) and sources meet; None without a limit."""
        parts: list[tantivy.Query] = []
        if since is not None or until is not None:
            parts.append(
                tantivy.Query.range_query(
                    self._schema, "day", tantivy.FieldType.Unsigned, since or 1, until or 99991231
                )
            )
        if sources is not None:
            if not sources:
                return tantivy.Query.empty_query()
            parts.append(tantivy.Query.term_set_query(self._schema, "source", list(sources)))
        if not parts:
            return None
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])

    def keys(self) -> NDArray[np.int64]:
        """Every key the index holds, in order."""
        hits = self._searcher.search(
            tantivy.Query.all_query(), max(1, self._searcher.num_docs), count=False
        ).hits
        found = self._searcher.fast_field_values("key", [address for _, address in hits])
        return np.sort(np.array(found, dtype=np.int64))

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term, "freq")

    def _search(
        self, terms: Sequence[tantivy.Query], limit: int, restriction: tantivy.Query | None
    ) -> list[tuple[int, float]]:
        if not terms or limit < 1:
            return []
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        if restriction is not None:
            # The restriction says who may answer, never who answers better.
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(restriction, 0.0)),
                ]
            )
        hits = self._searcher.search(query, limit, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        return [(int(key or 0), float(score)) for key, (score, _) in zip(keys, hits, strict=True)]
