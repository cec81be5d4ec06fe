import os
import shutil
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import streamlit
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright
from streamlit.testing.v1 import AppTest

from archive.article import Article, ArticleInfo
from archive.model import ModelIdentity
from archive.settings import Settings
from archive.writer import ArchiveWriter, PassageEntry
from ingest.run import ingest
from language.static_model import StaticModel
from tests.chat.corrected_articles import BY_LANGUAGE, delivery

ROOT = Path(__file__).parents[2]

HOSTILE = Article(
    ArticleInfo(
        id="hostile",
        title="<script>fetch('http://evil.example/title')</script> $119 billion ... $4 **bold** Zanzubar",
        language="en",
        published="2026-02-01",
        source="$x$ <img src=http://evil.example/c.png> :material/home: _Outlet_",
        author="<b>Author</b>",
        url="javascript:alert(document.domain)",
        path="hostile.txt",
    ),
    "The Zanzubar harbour auction raised $119 billion in March and $4 in April. "
    "![x](http://evil.example/a.png) <img src=http://evil.example/b.png onerror=alert(1)> "
    "[here](javascript:alert(1)) <script>fetch('http://evil.example/body')</script>\n\n"
    "A second paragraph of the Zanzubar auction says ~~nothing~~ <b>bold</b> &amp; :red[nothing] new.",
)
"""What no reader of ours would let through; the page must hold against it all the same."""


@pytest.fixture(scope="session")
def model() -> StaticModel:
    return StaticModel.load()


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, model: StaticModel) -> Path:
    """An archive of the sample articles and of one that tries everything."""
    home = tmp_path_factory.mktemp("home")
    summary = ingest([ROOT / "samples"], Settings(home=home), embedder=model, static_model=model)
    assert summary.articles > 60
    text = f"{HOSTILE.info.title}\n{HOSTILE.body}"
    [vector], [tokens] = model.embed_documents([text]).astype(np.float16), model.token_ids([text])
    with ArchiveWriter(home, model=ModelIdentity(model.name, model.fingerprint, model.dimension)) as writer:
        writer.put(HOSTILE, "hostile", [PassageEntry(0, len(HOSTILE.body), vector, tokens)])
        writer.commit()
    return home


@pytest.fixture(scope="session")
def corrected_home(tmp_path_factory: pytest.TempPathFactory, model: StaticModel) -> Path:
    """An archive of articles that were corrected after it had taken them."""
    home, wire = tmp_path_factory.mktemp("corrected"), tmp_path_factory.mktemp("wire") / "news.jsonl"
    for first in (True, False):
        wire.write_text(delivery(first=first), encoding="utf-8")
        summary = ingest([wire], Settings(home=home), embedder=model, static_model=model)
    assert summary.updated == len(BY_LANGUAGE)
    return home


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], AppTest]]:
    """Opens the page over the archive in a folder; lets the archive go at the end."""

    def open_page(home: Path) -> AppTest:
        monkeypatch.setenv("ISNAD_HOME", str(home))
        return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)

    yield open_page
    streamlit.cache_resource.clear()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser; where there is none, the test is skipped and says how to get one."""
    path = os.environ.get("ISNAD_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        pytest.skip("no Chromium found: `apt-get install chromium`, or set ISNAD_CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Where the chat is served over an archive, by a server of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "ISNAD_HOME": str(home), "ISNAD_LLM": ""}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert server.stdout is not None
        said = []
        for line in server.stdout:
            said.append(line)
            if "URL:" in line:
                break
        else:
            pytest.fail(f"the chat did not start: {''.join(said)}")
        drain = threading.Thread(target=lambda out=server.stdout: deque(out, maxlen=0))
        drain.start()
        yield f"http://localhost:{port}"
        server.terminate()
        server.wait()
        drain.join()


@pytest.fixture(scope="session")
def address(sample_home: Path) -> Iterator[str]:
    """Where the chat is served over the samples' archive."""
    with served(sample_home) as address:
        yield address


@pytest.fixture(scope="session")
def corrected_address(corrected_home: Path) -> Iterator[str]:
    """Where it is served over the corrected articles."""
    with served(corrected_home) as address:
        yield address


@dataclass
class Visit:
    """A person's look at the chat in a browser, and every request that left the page."""

    page: Page
    requests: list[str]

    def ask(self, question: str) -> Locator:
        """Ask and wait for the cards of this answer; returns the turn."""
        number = self.page.locator(".isnad-asked").count() + 1
        box = self.page.get_by_test_id("stChatInputTextArea")
        box.fill(question)
        box.press("Enter")
        turn = self.page.locator(f".st-key-turn-{number}")
        turn.locator(".isnad-cards").wait_for()
        return turn

    def in_view(self, locator: Locator) -> bool:
        """Whether the element lies wholly inside what the person sees."""
        return bool(
            locator.evaluate(
                "e => { const all = e.getBoundingClientRect(), first = e.getClientRects()[0];"
                " return all.height > 0 && all.top >= 0 && all.bottom <= innerHeight && e.contains("
                "document.elementFromPoint(first.left + first.width / 2, first.top + first.height / 2)) }"
            )
        )


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Opens the chat in a browser window of its own."""
    contexts: list[BrowserContext] = []

    def open_window(
        *, width: int = 1280, height: int = 900, locale: str = "en-US", query: str = "", at: str | None = None
    ) -> Visit:
        contexts.append(
            chromium.new_context(
                viewport={"width": width, "height": height}, locale=locale, reduced_motion="reduce"
            )
        )
        page = contexts[-1].new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto((at or address) + query)
        page.get_by_test_id("stChatInputTextArea").wait_for()
        return Visit(page, requests)

    yield open_window
    for context in contexts:
        context.close()
