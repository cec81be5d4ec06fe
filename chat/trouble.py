"""What the page says when something does not work: calmly, and what to do."""

from __future__ import annotations

from typing import Final

from archive.errors import (
    ArchiveBusyError,
    ArchiveMissingError,
    IsnadError,
    ModelError,
    ModelMismatchError,
)
from chat.markup import block, escaped
from chat.texts import Texts

_HEADINGS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (ArchiveMissingError, "missing_heading"),
    (ModelMismatchError, "mismatch_heading"),
    (ModelError, "model_heading"),
    (ArchiveBusyError, "busy_heading"),
    (Exception, "trouble_heading"),
)

INDEX_COMMAND: Final = "python -m ingest PATH"
SAMPLES_COMMAND: Final = "python -m ingest samples"


def trouble_html(error: Exception, texts: Texts) -> str:
    """An error as a heading in the interface's language and the error's own sentence."""
    heading = next(key for kind, key in _HEADINGS if isinstance(error, kind))
    said = str(error) if isinstance(error, IsnadError) else type(error).__name__
    steps = _how_to_index(texts) if isinstance(error, ArchiveMissingError) else ""
    return (
        f'<section class="isnad-trouble" role="status" dir="{texts.direction}" lang="{texts.language}">'
        f"<h3>{escaped(texts(heading))}</h3>{steps}"
        f"{block(escaped(said), said, 'en', name='isnad-detail')}</section>"
    )


def _how_to_index(texts: Texts) -> str:
    lines = [("missing_how", INDEX_COMMAND), ("missing_samples", SAMPLES_COMMAND)]
    steps = "".join(
        f'<p>{escaped(texts(key))}</p><pre dir="ltr"><code>{command}</code></pre>' for key, command in lines
    )
    return f"{steps}<p>{escaped(texts('missing_then'))}</p>"
