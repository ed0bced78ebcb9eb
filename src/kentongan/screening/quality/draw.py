"""The random quality check: two applications of a hundred are referred, whoever applies.

So a referral proves nothing. The draw is a keyed hash of the application: nobody at the counter can
foresee it, and everybody who asks again gets the same answer.
"""

from uuid import UUID

from kentongan.encryption.blinding import blind

SHARE = 0.02  # security design B5
DIGITS = 8  # hexadecimal, of the hash
LARGEST = 16.0**DIGITS
REASON = "R3"


def is_drawn(uuid: UUID) -> bool:
    """Whether an application is one of the two; raises ``KeyFileTrouble``."""
    drawn = int(blind("quality_draw", str(uuid))[:DIGITS], 16)
    return drawn < SHARE * LARGEST
