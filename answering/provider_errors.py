"""What goes wrong at a chat model's provider, in one sentence each.

Every provider's library has errors of its own; they agree on HTTP status codes and on a few words in the
names of their classes, so those are what is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archive.errors import ModelError

_BROKEN_OFF: Final = "broke off in the middle of the answer"
_BY_STATUS: Final = {
    400: "refused the request",
    401: "refused the key",
    403: "refused the key",
    404: "does not know the model",
    408: "did not answer in time",
    413: "found the passages too long",
    429: "allows no more requests for now",
}
_ADVICE: Final = {
    "refused the request": "check ISNAD_LLM and whether the model can read this many words",
    "refused the key": "check ISNAD_LLM_KEY or the provider's own key variable",
    "does not know the model": "check the name in ISNAD_LLM and the address in ISNAD_LLM_URL",
    "did not answer in time": "try again, or take a faster model",
    "found the passages too long": "take a model with a longer context",
    "allows no more requests for now": "wait a little, or check the account's limits",
    "had an error of its own": "try again later",
    "could not be reached": "check the address in ISNAD_LLM_URL and that the server runs",
    _BROKEN_OFF: "ask again",
    "failed": "try again, or leave ISNAD_LLM empty to have sentences quoted without a chat model",
}
_BY_NAME: Final = (
    (("timeout",), "did not answer in time"),
    (("authentication", "permissiondenied"), "refused the key"),
    (("ratelimit", "resourceexhausted"), "allows no more requests for now"),
    (
        ("remoteprotocol", "readerror", "incompleteread", "chunkedencoding"),
        "broke off in the middle of the answer",
    ),
    (("connect",), "could not be reached"),
)


def model_error(error: BaseException, model: str, address: str = "") -> ModelError:
    """The error for people: which model, where, what happened, what to do.

    Args:
        error: what the provider's library raised.
        model: as the settings name it.
        address: of the server, if it is not the provider's own.
    """
    return _told(_what_happened(error), model, address)


def broken_off(model: str, address: str = "") -> ModelError:
    """The error where a provider ends the stream without a word and without a reason."""
    return _told(_BROKEN_OFF, model, address)


def _told(what: str, model: str, address: str) -> ModelError:
    where = f" at {address}" if address else ""
    return ModelError(f"The chat model {model}{where} {what}: {_ADVICE[what]}.")


def _what_happened(error: BaseException) -> str:
    chain = list(_chain(error))
    for one in chain:
        status = getattr(one, "status_code", None)
        if isinstance(status, int) and status in _BY_STATUS:
            return _BY_STATUS[status]
        if isinstance(status, int) and status >= 500:
            return "had an error of its own"
    names = [type(one).__name__.lower() for one in chain]
    for words, what in _BY_NAME:
        if any(word in name for word in words for name in names):
            return what
    return "failed"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came of, the outermost first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
