"""Holding houses, told by what stands near them: the telling words, in one order."""

from kentongan.engine.linkage.words import plain

LONGEST = 300
LONGEST_SHOWN = 200
FEWEST_WORDS = 3
SHORT = {
    "rmh": "rumah", "rmah": "rumah", "kontrkn": "kontrakan", "dkt": "dekat", "blkg": "belakang",
    "blk": "belakang", "dpn": "depan", "sblh": "sebelah", "smpg": "samping", "ds": "desa",
    "dsn": "dusun", "dk": "dukuh", "kel": "kelurahan", "kec": "kecamatan", "jl": "jalan",
    "jln": "jalan", "gg": "gang", "psr": "pasar", "lt": "lantai", "kos2an": "kos", "kosan": "kos",
}  # fmt: skip
EMPTY = frozenset((
    "di", "ke", "dari", "yang", "dan", "itu", "ada", "milik", "punya", "nya", "no", "nomor",
    "sekitar", "kira",
))  # fmt: skip


def read(raw: str) -> tuple[str, str] | None:
    """(telling words in order of the alphabet, the text); None for fewer than three of them."""
    words = beginning([SHORT.get(word, word) for word in plain(raw[:LONGEST]).split()])
    telling = sorted({word for word in words if word not in EMPTY})
    if len(telling) < FEWEST_WORDS:
        return None
    return " ".join(telling), " ".join(words)


def beginning(words: list[str]) -> list[str]:
    """As many words as can be shown."""
    while len(" ".join(words)) > LONGEST_SHOWN:
        words = words[:-1]
    return words
