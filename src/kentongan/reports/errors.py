"""What can go wrong with a report besides a missing right."""


class Conflict(Exception):
    """This uuid already stands for something else, or the report has moved on meanwhile."""


class Incomplete(Exception):
    """The content cannot be kept; ``faults`` are Indonesian sentences that say what to do."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults
