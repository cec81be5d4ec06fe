"""Small archives of the tests' own articles, and a server that speaks a chat model's protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from archive.article import Article, ArticleInfo
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter, ModelIdentity, PassageEntry
from ingest.preparing.chunking import passages
from language.static_model import StaticModel
from retrieval.retriever import Retriever

OpenArchive = Callable[..., Retriever]


@pytest.fixture(scope="session")
def static_model() -> StaticModel:
    return StaticModel.load()


@pytest.fixture
def open_archive(tmp_path: Path, static_model: StaticModel) -> Iterator[OpenArchive]:
    """Write articles into a real archive and open it for questions."""
    opened: list[ArchiveReader] = []

    def make(*articles: Article) -> Retriever:
        home = tmp_path / f"archive-{len(opened)}"
        write(home, articles, static_model)
        opened.append(ArchiveReader(home))
        return Retriever(opened[-1], static_model, static_model)

    yield make
    for reader in opened:
        reader.close()


def write(home: Path, articles: Sequence[Article], model: StaticModel) -> None:
    identity = ModelIdentity(model.name, model.fingerprint, model.dimension)
    with ArchiveWriter(home, model=identity) as writer:
        for article in articles:
            spans = passages(article.body)
            texts = [f"{article.info.title}\n{article.body[start:end]}" for start, end in spans]
            vectors = model.embed_documents(texts).astype(np.float16)
            ids = model.token_ids(texts)
            entries = [
                PassageEntry(start, end, vector, tokens)
                for (start, end), vector, tokens in zip(spans, vectors, ids, strict=True)
            ]
            writer.put(article, str(hash(article)), entries)
        writer.commit()


@pytest.fixture
def article() -> Callable[..., Article]:
    """An article with made-up particulars where the test does not give them."""

    def make(
        id: str,  # noqa: A002 - the field's name
        title: str,
        body: str,
        language: str = "en",
        published: str | None = "2026-01-14",
        source: str = "Delta Lantern",
    ) -> Article:
        url = f"https://news.example/{id}"
        return Article(
            ArticleInfo(id, title, language, published, source, None, url, f"/news/{id}.txt"), body
        )

    return make


class ChatServer:
    """A server that speaks the OpenAI chat-completions protocol and says what it is told to.

    Attributes:
        url: the base address.
        pieces: what is streamed, piece by piece.
        status: of the reply.
        breaks_off: whether the connection is cut after the pieces.
        requests: the bodies that were received.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.status = 200
        self.breaks_off = False
        self.requests: list[dict[str, Any]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        chat = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                pass

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                chat.requests.append(json.loads(self.rfile.read(length)))
                self.send_response(chat.status)
                if chat.status != 200:
                    body = json.dumps({"error": {"message": "no", "type": "x", "code": "x"}}).encode()
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                    return
                self.send_header("Content-Type", "text/event-stream")
                if chat.breaks_off:
                    self.send_header("Content-Length", "1000000")
                self.end_headers()
                for piece in chat.pieces:
                    self._send({"content": piece}, None)
                if not chat.breaks_off:
                    self._send({}, "stop")
                    self.wfile.write(b"data: [DONE]\n\n")
                self.close_connection = True

            def _send(self, delta: dict[str, str], reason: str | None) -> None:
                choice = {"index": 0, "delta": delta, "finish_reason": reason}
                event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
                self.wfile.write(f"data: {json.dumps({**event, 'choices': [choice]})}\n\n".encode())

        return Handler


@pytest.fixture
def chat_server() -> Iterator[ChatServer]:
    server = ChatServer()
    yield server
    server.close()
