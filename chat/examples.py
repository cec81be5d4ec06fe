"""Questions to begin with, about the sample articles."""

from __future__ import annotations

from typing import Final

EXAMPLES: Final = (
    ("What did Egypt and the US discuss about Gaza?", "en"),
    ("ما الذي دعا إليه وزير الخارجية المصري بشأن إعادة الإعمار؟", "ar"),
    ("Quand Notre-Dame de Paris a-t-elle rouvert ?", "fr"),
)
"""Each with its language."""
