"""How often a fact of one kind ended in what: the figure that stands beside it at the counter."""

from dataclasses import dataclass

from kentongan.engine.intervals import Estimate, share

FEWEST = 20  # decided applications; below, a share says nothing
MOST_OVERTURNED = 0.20  # of grave decisions; above, the rule is to be suspended
FEWEST_ANSWERED = 5  # answered objections before a rule is judged by them


@dataclass(frozen=True)
class Ended:
    """Decided applications with a fact of one kind: how many, and how they ended.

    Each counts once, by its last ruling. grave: refused or postponed; answered: objections to
    these with an answer; overturned: those of them that were taken back.
    """

    kind: str
    decided: int = 0
    issued: int = 0
    referred: int = 0
    grave: int = 0
    answered: int = 0
    overturned: int = 0


@dataclass(frozen=True)
class BaseRate:
    """The shares of one kind of fact with their intervals; None where too few are known."""

    ended: Ended
    issued: Estimate | None
    grave: Estimate | None
    overturned: Estimate | None

    @property
    def is_known(self) -> bool:
        """Whether the office has decided enough of them."""
        return self.grave is not None

    @property
    def is_overturned_too_often(self) -> bool:
        """Whether the auditor should suspend the rule."""
        ended = self.ended
        if ended.answered < FEWEST_ANSWERED or not ended.grave:
            return False
        return ended.overturned > MOST_OVERTURNED * ended.answered


def base_rate(ended: Ended) -> BaseRate:
    """The shares of one kind."""
    known = ended.decided >= FEWEST
    return BaseRate(
        ended=ended,
        issued=share(ended.issued, ended.decided) if known else None,
        grave=share(ended.grave, ended.decided) if known else None,
        overturned=share(ended.overturned, ended.answered) if ended.answered else None,
    )
