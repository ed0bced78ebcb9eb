"""Argon2id at a cost a small office machine can bear."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class OfficeArgon2PasswordHasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: OWASP's minimum, about 0.1 s.

    Django's default of 100 MiB in eight lanes took 0.8 s and would let fifty logins at once
    exhaust a 4 GB machine (docs/security.md: passwords).
    """

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
