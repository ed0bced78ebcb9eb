"""The Indonesian sentences of findings."""

from collections.abc import Sequence

from kentongan.alerts.detectors.found import LONGEST_TITLE, Gazetteer

MOST_PLACES = 3  # more are counted, not named


def places(codes: Sequence[str], gazetteer: Gazetteer) -> str:
    """``Prigi, Masaran, dan 2 tempat lain``; "tempat yang belum pasti" for none."""
    if not codes:
        return "tempat yang belum pasti"
    names = list(dict.fromkeys(gazetteer.name(code) for code in codes))
    if len(names) > MOST_PLACES:
        names = [*names[: MOST_PLACES - 1], f"{len(names) - MOST_PLACES + 1} tempat lain"]
    return joined(names)


def joined(parts: Sequence[str]) -> str:
    """``a``, ``a dan b``, ``a, b, dan c``."""
    if len(parts) <= 2:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def title(text: str) -> str:
    """The text, cut to what the column holds."""
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"
