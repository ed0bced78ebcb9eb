"""What is handed out once: invented numbers, names of planted things, voices, draft keys."""

from itertools import count

import numpy as np

from kentongan.engine.synthetic.names import HANDLE_WORDS, INSTITUTE_FORMS, INSTITUTE_WORDS
from kentongan.engine.synthetic.numbers import fake_account, fake_phone
from kentongan.engine.synthetic.spelling import choice, draw_bank

PHONES = 1_000_000
# Coprime with 1,000,000, so that every index comes once and neighbours lie far apart:
# numbers that follow each other would look like misspellings of one number.
STRIDE = 387_420_489


class Supply:
    """Hands out numbers and names, never the same twice (names: as long as words suffice)."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._first = int(rng.integers(PHONES))
        self._phones = count()
        self._accounts = count()
        self._voices = count(1)
        self._keys = count()

    def phone(self) -> str:
        """A new phone in E.164 form."""
        return fake_phone((self._first + next(self._phones) * STRIDE) % PHONES)

    def account(self) -> str:
        """A new account, "BANK digits"."""
        number = (self._first + next(self._accounts) * STRIDE) % PHONES
        return f"{draw_bank(self._rng)} {fake_account(number)}"

    def handle(self) -> str:
        """A social-media handle such as "@loker_sukses417"."""
        first, second = self._rng.choice(HANDLE_WORDS, size=2, replace=False)
        return f"@{first}_{second}{int(self._rng.integers(100, 1000))}"

    def organisation(self) -> str:
        """An invented institute such as "LPK Mekar Bahari Utama"."""
        words = self._rng.choice(INSTITUTE_WORDS, size=3, replace=False)
        return f"{choice(self._rng, INSTITUTE_FORMS)} {' '.join(words)}"

    def voice(self) -> str:
        """The name of a new voice."""
        return f"V{next(self._voices):05d}"

    def key(self) -> int:
        """The key of a new draft."""
        return next(self._keys)
