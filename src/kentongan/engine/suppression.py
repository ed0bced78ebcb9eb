"""Counts as they may leave the office: the "10-5 rule" of official statistics.

Whatever is below ten, nothing included, reads "<10"; every other count is rounded to the nearest
five, a total on its own, so that no total gives a hidden count back (ONS, disclosure control of
health statistics; UK LLC for zeros). A share is given from rounded counts, and only of fifty or
more. Tables are given with one breakdown at a time.
"""

from collections.abc import Iterable

FEWEST = 10
STEP = 5
FEWEST_FOR_A_SHARE = 50
HIDDEN = f"<{FEWEST}"


def released(count: int) -> str:
    """How a count is written; raises ValueError for a negative one."""
    if count < 0:
        raise ValueError(f"{count} is no count")
    return HIDDEN if count < FEWEST else str(rounded(count))


def rounded(count: int) -> int:
    """To the nearest five."""
    return STEP * ((count + STEP // 2) // STEP)


def released_total(counts: Iterable[int]) -> str:
    """How their sum is written: rounded on its own, not a sum of what was rounded."""
    return released(sum(counts))


def released_share(events: int, trials: int) -> str:
    """A share in whole percent, from rounded counts; "" where one of them is too small.

    Raises ValueError for more events than trials.
    """
    if not 0 <= events <= trials:
        raise ValueError(f"{events} of {trials} is no share")
    if events < FEWEST or trials < FEWEST_FOR_A_SHARE:
        return ""
    return f"{min(1.0, rounded(events) / rounded(trials)):.0%}"
