"""What a measurement says: what, figure, target, kept or short."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

type Part = tuple[str, str, str, bool]


@dataclass(frozen=True)
class Item:
    """One numbered line of an issue's *Must show*; ``measure`` returns its parts."""

    number: int
    what: str
    measure: Callable[[], Sequence[Part]]


def verdict(kept: bool) -> str:
    """``ok`` or ``SHORT``."""
    return "ok" if kept else "SHORT"


def show(item: Item) -> bool:
    """Print the line of one item and, indented, its parts; returns whether all were kept."""
    try:
        parts = list(item.measure())
    except Exception as error:  # a measurement that breaks is a promise not kept
        parts = [("measurement", f"{type(error).__name__}: {error}", "no error", False)]
    kept = bool(parts) and all(part[3] for part in parts)
    print(f"{item.number}. {item.what}: {sum(p[3] for p in parts)} of {len(parts)} kept", end=" ")
    print(f"… {verdict(kept)}", flush=True)
    for what, figure, target, good in parts:
        print(f"     {what}: {figure} (target {target}) {verdict(good)}", flush=True)
    return kept


def show_all(items: Sequence[Item]) -> int:
    """Print every item; the exit code: 0 when all were kept, else 1."""
    kept = [show(item) for item in items]  # all are shown, also after a short one
    return 0 if all(kept) else 1
