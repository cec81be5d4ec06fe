"""The page's looks: `styles.css`, and what depends on the interface's direction."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

_FOLDER: Final = Path(__file__).parent


def apply(direction: str) -> None:
    """Put the styles on the page.

    Args:
        direction: of the interface, "rtl" or "ltr"; text from outside has its own on every block.
    """
    styles = _sheet("styles.css") + (_sheet("right_to_left.css") if direction == "rtl" else "")
    st.html(f"<style>{styles}</style>")


@cache
def _sheet(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
