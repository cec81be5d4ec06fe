import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from archive.settings import Settings
from ingest.run import ingest
from language.static_model import StaticModel

ROOT = Path(__file__).parents[2]

HOSTILE = {
    "id": "hostile",
    "title": "<script>fetch('http://evil.example/title')</script> costs $119 billion ... $4 **bold** Zanzubar",
    "text": (
        "The Zanzubar harbour auction raised $119 billion in March and $4 in April. "
        "![x](http://evil.example/a.png) <img src=http://evil.example/b.png onerror=alert(1)> "
        "[here](javascript:alert(1)) <script>fetch('http://evil.example/body')</script>\n\n"
        "A second paragraph of the Zanzubar auction says ~~nothing~~ <b>bold</b> &amp; :red[nothing] new."
    ),
    "source": "$x$ <img src=http://evil.example/c.png> :material/home: _Outlet_",
    "url": "javascript:alert(document.domain)",
    "date": "2026-02-01",
    "language": "en",
}


@pytest.fixture(scope="session")
def model() -> StaticModel:
    return StaticModel.load()


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, model: StaticModel) -> Path:
    """An archive of the sample articles and of one that tries everything."""
    home = tmp_path_factory.mktemp("home")
    hostile = tmp_path_factory.mktemp("hostile") / "hostile.jsonl"
    hostile.write_text(json.dumps(HOSTILE), encoding="utf-8")
    summary = ingest([ROOT / "samples", hostile], Settings(home=home), embedder=model, static_model=model)
    assert summary.articles > 60
    return home


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], AppTest]]:
    """Opens the page over the archive in a folder; lets the archive go at the end."""

    def open_page(home: Path) -> AppTest:
        monkeypatch.setenv("ISNAD_HOME", str(home))
        return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)

    yield open_page
    streamlit.cache_resource.clear()
