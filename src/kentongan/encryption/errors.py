"""What stops a page because something cannot be opened now, shown to the person in one place."""


class Unavailable(Exception):
    """Nobody can be served this now; the message is an Indonesian sentence that says what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KeyFileTrouble(Unavailable):
    """The key file is missing, cannot be read, or is not a key file."""


class Unreadable(Unavailable):
    """A stored value does not open: its key is gone, or somebody changed the row."""
