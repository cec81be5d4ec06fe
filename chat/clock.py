"""Moments as the person's own clock shows them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from chat.texts import Texts


def clock(moment: str, texts: Texts) -> str:
    """Day and time in the browser's time zone; in UTC where that is unknown to this machine.

    Args:
        moment: ISO 8601, with its zone.
        texts: of the interface.
    """
    zone: tzinfo = UTC
    with suppress(ZoneInfoNotFoundError, ValueError, TypeError):
        zone = ZoneInfo(st.context.timezone or "UTC")
    there = datetime.fromisoformat(moment).astimezone(zone)
    return f"{texts.day(there.isoformat())} {there:%H:%M}"
