"""Connections to checked addresses only: a host is looked up once, and what was checked is what is asked.

Between a check and a second look-up a name can change what it points to (DNS rebinding); here there is no
second look-up. The name stays in the `Host` header and in TLS, where certificates are checked against it.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from ingest.fetching.addresses import Guard

_NO_CONNECTION = 10.0


class Deadline:
    """When the request that is under way has to be done, in seconds of the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = 0.0

    def start(self) -> None:
        """Begin to count."""
        self._end = time.monotonic() + self._seconds

    def left(self, timeout: float | None) -> float:
        """The seconds that one step may take.

        Raises:
            httpcore.ReadTimeout: if none are left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout(f"not done within {self._seconds:g} seconds")
        return min(left, timeout if timeout is not None else left)


class GuardedTransport(httpx.BaseTransport):
    """Carries the requests of an `httpx.Client`.

    Args:
        guard: says which addresses may be asked.
        seconds: how long one request may take, from the connection to the last byte.
    """

    def __init__(self, guard: Guard, seconds: float) -> None:
        self._deadline = Deadline(seconds)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=4,
            keepalive_expiry=30,
            network_backend=_GuardedBackend(guard, self._deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give the head of its answer; the body is read bit by bit.

        Raises:
            RefusedError: the host is not a public one.
            httpx.TransportError: the server does not answer as it should, or not in time.
        """
        self._deadline.start()
        with _as_httpx():
            answer = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    extensions=request.extensions,
                )
            )
        stream = answer.stream
        if not isinstance(stream, Iterable):  # it is of the synchronous pool
            raise TypeError("the stream of an answer cannot be read")
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(stream))

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class _GuardedBackend(httpcore.NetworkBackend):
    """Opens connections for the pool, which hands it the names of hosts."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self._guard = guard
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failed: Exception | None = None
        for address in self._guard.addresses(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address,
                    port,
                    self._deadline.left(timeout or _NO_CONNECTION),
                    local_address,
                    socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A connection on which no step takes longer than the request may."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  the interface's own
        return self._stream.get_extra_info(info)


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Tell httpcore's errors as httpx's."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(str(error)) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, ssl.SSLError) as error:
        raise httpx.NetworkError(str(error)) from None
