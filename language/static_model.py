"""The bundled multilingual model: one vector a token, no neural network to run.

A text is the sum of its tokens' vectors, brought to length one. A token's vector is as long as the token
matters (a frequent word's is short), so that the sum needs no further weights. The tokenizer does its own
normalising (accents, Arabic and Hebrew marks, letter forms, digits), and the files are those of a
sentence-transformers `StaticEmbedding` in the form of model2vec: int8 rows with one scale each.
"""

from __future__ import annotations

import re
import struct
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.embedding import FloatArray
from language.static_files import StaticFiles
from language.token_vectors import TokenVectors
from language.tokenization import UnigramTokenizer

BUNDLED = Path(__file__).parent / "model"
"""Where the model lies that comes with the project."""

LANGUAGES = ("ar", "en", "fr", "es", "de", "tr", "fa", "he", "ru", "ur")
"""The model's languages; a token's bit mask counts them in this order."""

# News repeats its words: with the tokens of this many remembered, most words cost one look-up.
_REMEMBERED_WORDS = 120_000
_REMEMBERED_NEIGHBOURS = 20_000

# Only what is never part of a token ends a word here; the tokenizer knows the rest.
_WORDS = re.compile(r"[^\s!-/:-@\[-`{-~،؛؟«»“”…–—]+")

_TABLES = {"vectors", "_tokenizer", "_languages"}
"""What a deferred model reads when it is first used."""

TokenIds = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a text.

    Attributes:
        id: its row in `StaticModel.vectors`.
        start: where it begins in the text as given, in characters.
        end: behind its last character.
    """

    id: int
    start: int
    end: int


class StaticModel:
    """A table of token vectors with its tokenizer; satisfies `language.embedding.Embedder`.

    Attributes:
        name: what a person calls it.
        fingerprint: the name and a hash of everything that decides its vectors.
        dimension: length of a vector.
        vectors: one row a token, shape (V, dimension); the row's length is the token's weight.
    """

    vectors: TokenVectors
    _tokenizer: UnigramTokenizer
    _languages: NDArray[np.uint16]

    def __init__(
        self,
        name: str,
        fingerprint: str,
        tokenizer: UnigramTokenizer,
        vectors: TokenVectors,
        languages: NDArray[np.uint16],
    ) -> None:
        """Take the parts as they are; `load` reads them from a folder.

        Args:
            name: what a person calls the model.
            fingerprint: equal for two models only if their vectors are.
            tokenizer: whose ids are rows of `vectors`.
            vectors: shape (V, dimension).
            languages: a bit mask a token, shape (V,), in the order of `LANGUAGES`.

        Raises:
            ValueError: if tokenizer, vectors and languages do not count the same tokens.
        """
        self._begin(name, fingerprint, vectors.shape[1])
        self._take(tokenizer, vectors, languages)

    @classmethod
    def load(cls, path: Path = BUNDLED) -> StaticModel:
        """Read a model from its folder: `tokenizer.json`, `model.safetensors`, `languages.npy`.

        Raises:
            FileNotFoundError: if a file is missing.
            ValueError: if the files do not fit together.
        """
        model = cls.deferred(path)
        model._ensure_read()
        return model

    @classmethod
    def deferred(cls, path: Path = BUNDLED) -> StaticModel:
        """A model whose name, fingerprint and dimension are known, and whose tables are read when first used.

        The fingerprint is that of the files' bytes as they are now; a run that embeds nothing ends with it.

        Raises:
            FileNotFoundError: if a file is missing.
            ValueError: if the table cannot be read; whether the files fit together is seen at the first use.
        """
        files = StaticFiles(path)
        model = cls.__new__(cls)
        model._begin("bundled" if path == BUNDLED else path.name, files.fingerprint(), files.dimension())
        model._files = files
        return model

    def _begin(self, name: str, fingerprint: str, dimension: int) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = dimension
        self._files: StaticFiles | None = None
        self._words: dict[str, bytes] = {}
        self._units: dict[str, tuple[TokenIds, FloatArray]] = {}
        self._neighbours: dict[tuple[int, str, int, float], list[tuple[int, float]]] = {}
        self._lock = threading.RLock()

    def _take(
        self, tokenizer: UnigramTokenizer, vectors: TokenVectors, languages: NDArray[np.uint16]
    ) -> None:
        size = len(tokenizer.tokens)
        if not size == len(vectors) == len(languages):
            raise ValueError(
                f"The model {self.name} does not fit together: {size} tokens, {len(vectors)} vectors, "
                f"{len(languages)} language masks. Take all its files from one version."
            )
        self._tokenizer, self.vectors, self._languages = tokenizer, vectors, languages

    def _ensure_read(self) -> None:
        with self._lock:
            if self._files is not None:
                self._take(*self._files.read())
                self._files = None

    def __getattr__(self, name: str) -> object:
        """The tables of a deferred model, when they are first asked for."""
        if name not in _TABLES:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        self._ensure_read()
        return self.__dict__[name]

    def token_ids(self, texts: Sequence[str]) -> list[TokenIds]:
        """The tokens of each text, in order; words that the model cannot read give none.

        No token reaches over white space or punctuation, so each text is the tokens of its words, and a
        word's are remembered.
        """
        words = self._words
        split = [_WORDS.findall(text) for text in texts]
        unseen = list(set().union(*split).difference(words))
        if unseen:
            if len(words) + len(unseen) > _REMEMBERED_WORDS:
                # A new dictionary and not `clear`: another thread may be reading the old one.
                words = self._words = {}
                unseen = list(set().union(*split))
            words.update(zip(unseen, map(_packed, self._tokenizer.ids_of_words(unseen)), strict=True))
        packed = words.__getitem__
        return [np.frombuffer(b"".join(map(packed, chunk)), dtype=np.uint32) for chunk in split]

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text with where each stands in it."""
        return [Token(token, start, end) for token, start, end in self._tokenizer.pieces(text)]

    def place(self, text: str, ids: TokenIds) -> list[Token]:
        """Where the tokens of a text stand in it, given those that `token_ids` found there."""
        return [Token(token, start, end) for token, start, end in self._tokenizer.place(text, ids.tolist())]

    def token_text(self, id: int) -> str:  # noqa: A002 - the contract's word
        """A token as the tokenizer writes it: folded, perhaps a piece of a word."""
        return self._tokenizer.tokens[int(id)]

    def embed_ids(self, ids: Sequence[TokenIds]) -> FloatArray:
        """Unit vectors of texts given as tokens, shape (len(ids), dimension); no tokens give zeros."""
        result = np.zeros((len(ids), self.dimension), dtype=np.float32)
        for row, tokens in enumerate(ids):
            if tokens.size:
                # One text at a time: its rows stay in the processor's cache, a whole batch's do not.
                result[row] = self.vectors.sum_of(tokens)
        lengths = np.linalg.norm(result, axis=1, keepdims=True)
        np.divide(result, lengths, out=result, where=lengths > 0)
        return result

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of passages, shape (len(texts), dimension); a text without words gets zeros."""
        return self.embed_ids(self.token_ids(texts))

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of questions: the same as of passages."""
        return self.embed_documents(texts)

    def nearest_tokens(
        self, ids: TokenIds, language: str, limit: int = 10, floor: float = 0.45
    ) -> list[list[tuple[int, float]]]:
        """For each token its nearest tokens of one language: what its word may be called there.

        Args:
            ids: tokens of a question.
            language: one of `LANGUAGES`; any other gives each token itself.
            limit: at most this many each.
            floor: the least cosine.

        Returns:
            For each token `(token, cosine)` pairs, best first. A number gives only itself.
        """
        keys = [(int(token), language, limit, floor) for token in ids]
        with self._lock:
            missing = list(dict.fromkeys(key for key in keys if key not in self._neighbours))
            if missing:
                if len(self._neighbours) + len(missing) > _REMEMBERED_NEIGHBOURS:
                    self._neighbours.clear()
                    missing = list(dict.fromkeys(keys))
                found = self._find_nearest([key[0] for key in missing], language, limit, floor)
                self._neighbours.update(zip(missing, found, strict=True))
            return [list(self._neighbours[key]) for key in keys]

    def _find_nearest(
        self, tokens: list[int], language: str, limit: int, floor: float
    ) -> list[list[tuple[int, float]]]:
        rows = self.vectors[tokens]
        lengths = np.linalg.norm(rows, axis=1)
        if language not in LANGUAGES:
            return [[(token, 1.0)] for token in tokens]
        members, units = self._units_of(language)
        cosines = units @ (rows / np.maximum(lengths, 1e-9)[:, None]).T
        limit = min(limit, len(members))
        result: list[list[tuple[int, float]]] = []
        for column, token in enumerate(tokens):
            if not lengths[column] or not any(map(str.isalpha, self.token_text(token))):
                result.append([(token, 1.0)])
                continue
            scores = cosines[:, column]
            best = np.argpartition(scores, -limit)[-limit:] if limit else np.zeros(0, dtype=np.int64)
            best = best[np.argsort(-scores[best], kind="stable")]
            result.append([(int(members[i]), min(float(scores[i]), 1.0)) for i in best if scores[i] >= floor])
        return result

    def _units_of(self, language: str) -> tuple[TokenIds, FloatArray]:
        """The tokens of a language that are words, and their unit vectors; made when first asked for."""
        if language not in self._units:
            belongs = (self._languages >> LANGUAGES.index(language)) & 1 == 1
            members = np.flatnonzero(belongs).astype(np.uint32)
            rows = self.vectors[members]
            lengths = np.linalg.norm(rows, axis=1)
            words = [any(map(str.isalpha, self.token_text(int(token)))) for token in members]
            kept = (lengths > 0) & np.array(words, dtype=bool)
            self._units[language] = members[kept], rows[kept] / lengths[kept, None]
        return self._units[language]


def _packed(tokens: Sequence[int]) -> bytes:
    """A word's tokens as they are remembered; to join bytes is many times as fast as to chain numbers."""
    return struct.pack(f"={len(tokens)}I", *tokens)
