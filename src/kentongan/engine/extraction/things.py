"""Finds numbers, accounts, handles, organisations, nicknames, places and ways in Indonesian text.

Every pattern is bounded in its repeats, so the time grows with the length of the text alone. What
is found is cut out before the next kind is looked for: nothing is found twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kentongan.engine.extraction.meetings import place_spans
from kentongan.engine.extraction.names import alias_spans, organisation_spans
from kentongan.engine.extraction.numbers import (
    MANY_DIGITS,
    account_spans,
    national_id_spans,
    phone_spans,
)
from kentongan.engine.extraction.spans import Span, without
from kentongan.engine.extraction.ways import route_spans
from kentongan.engine.linkage import handles
from kentongan.engine.linkage.words import legible

LONGEST = 20_000
HANDLE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|vt\.|web\.)?"
    r"(?:chat\.whatsapp|facebook|fb|instagram|tiktok|twitter|threads)\.(?:com|net)"
    r"/(?:profile\.php\?id=\d{5,20}|[\w./@+\-]{2,80})"
    r"|(?<![\w.])(?:https?://)?(?:t|telegram)\.me/[\w./@+\-]{2,80}"
    r"|https?://[^\s<>\"')\]]{4,200}"
    r"|\b(?:FB|IG|facebook|instagram|tik ?tok|telegram)[ :=]{1,3}"
    r"(?:@[\w.]{2,40}\w|(?=[\w.]{0,40}[_\d.])[\w.]{4,40}\w)"
    r"|(?<![\w.@])@[A-Za-z]\w(?:[\w.]{0,38}\w)?",
    re.IGNORECASE,
)
# Without one of these there is no handle; most texts have none.
HINT = re.compile(r"@|://|\.(?:com|net|me)/|\b(?:fb|ig|facebook|instagram|tik|telegram)", re.I)


@dataclass(frozen=True)
class Found:
    """A thing as it stands in the legible text; ``kind`` is a value of ``linkage.normal.Kind``."""

    kind: str
    raw: str


def things_in(text: str) -> list[Found]:
    """What a text mentions, each writing once, kinds in the order below, each in order of place.

    Anything after ``LONGEST`` characters is not read.
    """
    found: list[Found] = []
    rest = legible(text[:LONGEST])[:LONGEST]
    for kind, search in SEARCHES if MANY_DIGITS.search(rest) else SEARCHES_FOR_WORDS:
        spans = list(search(rest))
        if kind:
            found += [Found(kind, rest[start:end]) for start, end in spans]
        rest = without(rest, spans)
    return list(dict.fromkeys(found))


def handle_spans(text: str) -> Iterator[Span]:
    """Handles and links that the normaliser accepts."""
    for match in HANDLE.finditer(text) if HINT.search(text) else ():
        if handles.read(match.group()) is not None:
            yield match.span()


SEARCHES_FOR_WORDS = (
    ("handle", handle_spans),
    ("organisation", organisation_spans),
    ("alias", alias_spans),
    ("place", place_spans),
    ("route", route_spans),
)
SEARCHES = (
    ("account", account_spans),
    ("", national_id_spans),
    ("phone", phone_spans),
    *SEARCHES_FOR_WORDS,
)
