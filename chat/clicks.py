"""What the page's own script tells Python, and what Python tells it.

Citations stand inside running text, where Streamlit has no buttons. They are plain HTML buttons with a
`data-isnad` attribute; one small component listens for clicks on them and sends the attribute here as a
command. The same script scrolls a new question and a cited sentence into view.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

KEY: Final = "isnad-clicks"

_SCRIPT: Final = Path(__file__).with_name("page.js")


def listen(on_command: Callable[[str], None], *, language: str, turn: int) -> None:
    """Mount the listener.

    Args:
        on_command: called with the command before the page is drawn again.
        language: of the interface, for the times that the script words.
        turn: the number of the latest turn; its question is scrolled into view when it is new.
    """

    def told() -> None:
        command = getattr(st.session_state.get(KEY), "command", None)
        if isinstance(command, str):
            on_command(command)

    _component()(key=KEY, data={"language": language, "turn": turn}, on_command_change=told)


@cache
def _component() -> Any:  # noqa: ANN401 (Streamlit's renderer has no public type)
    return st.components.v2.component(
        "isnad_clicks", js=_SCRIPT.read_text(encoding="utf-8"), isolate_styles=False
    )
