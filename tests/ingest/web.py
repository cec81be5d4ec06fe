"""A web server on loopback whose pages a test lays out, and names that lead to it."""

import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOOPBACK = "127.0.0.1"


@dataclass
class Reply:
    """What a path answers; a stream writes a body itself, and with the status 0 the head too."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    stream: Callable[[Callable[[bytes], object]], None] | None = None


class Web:
    """A server that is up while a test runs.

    Attributes:
        replies: path -> what it answers, or a list of what it answers in turn; all else is 404.
        asked: the paths asked for, with the request's headers, in order.
    """

    def __init__(self) -> None:
        self.replies: dict[str, Reply | list[Reply]] = {}
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer((LOOPBACK, 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths asked for, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def pause(self, seconds: float) -> bool:
        """Wait as a slow server does; whether the test is over."""
        return self._closing.wait(seconds)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.asked.append((self.path, dict(self.headers)))
                found = web.replies.get(self.path, Reply(status=404))
                reply = (found.pop(0) if len(found) > 1 else found[0]) if isinstance(found, list) else found
                if not reply.status and reply.stream is not None:
                    self.close_connection = True
                    with contextlib.suppress(OSError):
                        reply.stream(self.wfile.write)
                    return
                self.send_response(reply.status)
                for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
                    self.send_header(name, value)
                if reply.stream is None:
                    self.send_header("Content-Length", str(len(reply.body)))
                    self.end_headers()
                    self.wfile.write(reply.body)
                    return
                self.send_header("Connection", "close")
                self.end_headers()
                self.close_connection = True
                with contextlib.suppress(OSError):
                    reply.stream(self.wfile.write)

            def log_message(self, *_: object) -> None:
                return

        return Handler
