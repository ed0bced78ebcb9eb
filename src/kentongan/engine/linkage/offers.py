"""An offer text that goes from phone to phone: the same words, whatever numbers stand in it."""

from hashlib import sha256

from kentongan.engine.linkage.words import plain

FEWEST_WORDS = 8  # fewer words coincide by chance
SHOWN = 120
EMPTY = frozenset((
    "dan", "atau", "di", "ke", "dari", "yang", "untuk", "dengan", "ini", "itu", "juga", "akan",
    "bisa", "ada", "kak", "kakak", "bapak", "ibu", "pak", "bu", "ya", "info", "lowongan",
    "loker", "kerja", "silahkan", "silakan", "hubungi", "wa", "no", "nomor", "hp", "rp", "juta",
    "jt", "ribu", "rb",
))  # fmt: skip


def read(raw: str) -> tuple[str, str] | None:
    """(fingerprint of the set of telling words, the beginning); None for a short text.

    The beginning is without numbers: they differ between copies, and who reads one copy may not be
    meant to read the number in another.
    """
    words = plain(raw).split()
    telling = {word for word in words if word not in EMPTY and word.isalpha()}
    if len(telling) < FEWEST_WORDS:
        return None
    fingerprint = sha256(" ".join(sorted(telling)).encode()).hexdigest()[:32]
    shown = [word for word in raw.split() if not any(map(str.isdigit, word))]
    # Of "1:a:b:c…", one row of signs, nothing would be left.
    beginning = " ".join(shown) or " ".join(word for word in words if word in telling)
    return fingerprint, beginning[:SHOWN]
