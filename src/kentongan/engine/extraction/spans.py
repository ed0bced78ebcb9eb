"""Where in a text something stands, and the text without it."""

from collections.abc import Iterable

GAP = "\N{SYMBOL FOR UNIT SEPARATOR}"  # stands where something was found; no pattern crosses it

type Span = tuple[int, int]


def without(text: str, spans: Iterable[Span]) -> str:
    """The text with a gap in place of every span; spans come in order and do not overlap."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], GAP]
        last = end
    return "".join([*parts, text[last:]])
