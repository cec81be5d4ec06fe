"""The options of a question on the command line, the same for every command that takes one."""

from __future__ import annotations

import argparse
from datetime import date

from archive.filters import Filters


def add_question_options(parser: argparse.ArgumentParser) -> None:
    """The question itself and how its answer is printed."""
    parser.add_argument("question", metavar="QUESTION", help="what you want to know, in any language")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--top", type=_positive, default=10, metavar="N", help="how many passages (10)")


def add_filter_options(parser: argparse.ArgumentParser) -> None:
    """What the answer is restricted to."""
    parser.add_argument("--since", type=_day, metavar="DAY", help="first day, as 2026-01-31")
    parser.add_argument("--until", type=_day, metavar="DAY", help="last day, as 2026-01-31")
    parser.add_argument(
        "--language", action="append", default=[], metavar="CODE", help="ar, en …; repeatable"
    )
    parser.add_argument("--source", action="append", default=[], metavar="NAME", help="outlet; repeatable")
    parser.add_argument(
        "--no-dates",
        dest="dates",
        action="store_false",
        help='do not read "last week" or "latest" in the question',
    )


def filters_from(arguments: argparse.Namespace) -> Filters:
    """The filters that were given."""
    return Filters(
        since=arguments.since,
        until=arguments.until,
        languages=tuple(code.lower() for code in arguments.language),
        sources=tuple(arguments.source),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-01-31") from None


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above zero")
    return int(text)
