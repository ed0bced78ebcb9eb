"""What stops a deed and carries its reason, shown to the person in one place."""


class Refused(Exception):
    """Somebody may not do this, or may not do it now; the message is an Indonesian sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
