"""What can go wrong with the log."""


class Unrecorded(Exception):
    """The log could not be written, so the deed is undone and nothing is shown."""


class KeyMissing(Exception):
    """There is no key to sign with; the message is an Indonesian sentence that says what to do."""


class Unsealable(Exception):
    """This piece of the log may not be destroyed; the message is an Indonesian sentence."""
