"""The bundled model learns from an archive's own articles, and takes the bundled one's place."""

from pathlib import Path

import numpy as np
import pytest

from archive.article import Article, ArticleInfo
from archive.errors import ArchiveMissingError, CouldNotRunError
from archive.settings import Settings
from archive.writer import ArchiveWriter
from ingest.preparing.indexing import Indexer, load_models
from language.static_model import BUNDLED, StaticModel
from training.fine_tune import FEWEST, ArchiveBatches, Tokenised, fine_tune, main, tokenise

pytestmark = pytest.mark.skipif(
    not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
)

# An archive in which words mean what they mean nowhere else: each headline word goes with one body word.
CODES = [
    "canal",
    "museum",
    "earthquake",
    "minister",
    "harbour",
    "election",
    "strike",
    "pilot",
    "bridge",
    "school",
]
MEANT = [
    "giraffe",
    "violin",
    "teapot",
    "glacier",
    "wizard",
    "orchid",
    "pyjamas",
    "lantern",
    "walnut",
    "penguin",
]


@pytest.fixture(scope="module")
def model() -> StaticModel:
    return StaticModel.load()


def articles() -> list[Article]:
    random = np.random.default_rng(0)
    result = []
    for number in range(FEWEST + 40):
        first, second, third = random.choice(len(CODES), size=3, replace=False)
        title = f"{CODES[first]} {CODES[second]} {CODES[third]}"
        body = f"Of {MEANT[first]} and {MEANT[second]} and {MEANT[third]} they spoke."
        info = ArticleInfo(f"a{number}", title, "en", None, "Toy", None, None, f"/toy/{number}")
        result.append(Article(info, body))
    return result


def test_what_an_archive_means_by_its_words_is_learned(model: StaticModel) -> None:
    vectors, before, after = fine_tune(
        tokenise(articles(), model), model.vectors.whole(), steps=60, rate=0.01
    )
    assert after > before + 0.2
    assert not vectors[0].any(), "the unknown token stays nothing"
    untouched = model.token_ids(["Reykjavik"])[0]
    np.testing.assert_allclose(vectors[untouched], model.vectors[untouched], atol=1e-6)


def test_a_batch_has_no_article_twice_and_knows_equal_headlines() -> None:
    rows = [
        Tokenised(np.array([n // 2 + 1], dtype=np.int32), (np.array([n + 100], dtype=np.int32),))
        for n in range(8)
    ]
    batch = ArchiveBatches(rows).draw()
    assert sorted(int(text[0]) for text in batch.right) == list(range(100, 108))
    heads = np.array([int(text[0]) for text in batch.left])
    assert batch.same is not None
    expected = (heads[:, None] == heads) & ~np.eye(8, dtype=bool)
    np.testing.assert_array_equal(batch.same.numpy(), expected)


def fill(home: Path, model: StaticModel, some: list[Article]) -> None:
    indexer = Indexer(model, model)
    with ArchiveWriter(home, model=indexer.model) as writer:
        for article, entries in zip(some, indexer.entries(some), strict=True):
            writer.put(article, article.id, entries)
        writer.commit()


def test_the_command_writes_a_model_that_takes_the_bundled_ones_place(
    model: StaticModel, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, out = tmp_path / "home", tmp_path / "tuned"
    fill(home, model, articles())
    assert main(["--home", str(home), "--out", str(out), "--steps", "60", "--rate", "0.01"]) == 0
    assert f"ISNAD_EMBEDDING={out}" in capsys.readouterr().out
    models = load_models(Settings(home=home, embedding=str(out), _env_file=None))
    assert models.embedder is models.static_model, "its words are compared too"
    assert models.identity.name == str(out)
    assert models.identity.fingerprint != model.fingerprint
    near = models.embedder.embed_queries(["canal"]) @ models.embedder.embed_documents(["giraffe"]).T
    assert near[0, 0] > (model.embed_queries(["canal"]) @ model.embed_documents(["giraffe"]).T)[0, 0] + 0.1


def test_where_nothing_is_gained_nothing_is_written(model: StaticModel, tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "tuned"
    fill(home, model, articles())
    with pytest.raises(CouldNotRunError, match=r"did not help.*Nothing was written"):
        main(["--home", str(home), "--out", str(out), "--steps", "1", "--rate", "1e-9"])
    assert not out.exists()


def test_too_few_articles_and_no_archive_are_said(model: StaticModel, tmp_path: Path) -> None:
    with pytest.raises(CouldNotRunError, match=f"has 5 articles with a headline; fewer than {FEWEST}"):
        fine_tune(tokenise(articles()[:5], model), model.vectors.whole())
    with pytest.raises(ArchiveMissingError):
        main(["--home", str(tmp_path / "none"), "--out", str(tmp_path / "out")])
