"""Argon2id at a cost a small office machine can bear."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

# Fifty logins at once would take a gigabyte; two hashes keep both cores busy.
ROOM = BoundedSemaphore(2)


class OfficeArgon2PasswordHasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: OWASP's minimum, about 0.1 s; at most two at once.

    Django's default of 100 MiB in eight lanes took 0.8 s and would let fifty logins at once
    exhaust a 4 GB machine (docs/security.md: passwords).
    """

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """The hash to keep; waits for room."""
        with ROOM:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether the password fits; waits for room."""
        with ROOM:
            return super().verify(password, encoded)
