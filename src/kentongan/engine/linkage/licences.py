"""Numbers of licences: SIP3MI and recruiting permits, ministers' decrees, business numbers (NIB).

One decree is written "KEP. 123/MEN/2018", "Kep.123 / MEN / 2018" or "No. KEP-123/MEN/2018"; a
number that has no year or is too short proves nothing and is refused.
"""

import re

from kentongan.engine.linkage.words import legible

LONGEST = 120
KINDS = (
    "sip3mi", "siupt", "sippptkis", "sippptki", "sip2mi", "sip", "siup", "ppiu",
    "pihk", "lpk", "sk", "nib", "izin", "surat izin", "vin",
)  # fmt: skip
KIND = re.compile(r"\b(" + "|".join(KINDS) + r")\b", re.IGNORECASE)
NOISE = re.compile(r"\b(?:no(?:mor)?|number|izin|surat|keputusan|menteri|tanggal|berlaku)\b", re.I)
YEAR = re.compile(r"\b(?:tahun|thn|th)\b[. ]*", re.IGNORECASE)
BUSINESS_NUMBER = re.compile(r"(?<!\d)\d{13}(?!\d)")
PIECES = re.compile(r"[A-Za-z]+|\d+")
FEWEST_PIECES = 2


def read(raw: str) -> tuple[str, str] | None:
    """("sip3mi:123/2021", "SIP3MI 123/2021"); None for a bare kind or a single number."""
    text = legible(raw)
    if len(text) > LONGEST:
        return None
    kind = kind_of(text)
    if found := BUSINESS_NUMBER.search(re.sub(r"(?<=\d)[ .](?=\d)", "", text)):
        return f"nib:{found.group()}", f"NIB {found.group()}"
    bare = KIND.sub(" ", NOISE.sub(" ", YEAR.sub("/", text)))
    pieces = [piece.upper().lstrip("0") or "0" for piece in PIECES.findall(bare)]
    if len(pieces) < FEWEST_PIECES or sum(piece.isdigit() for piece in pieces) < FEWEST_PIECES:
        return None
    number = "/".join(pieces)
    return f"{kind}:{number}", f"{kind.upper()} {number}".strip()


def kind_of(text: str) -> str:
    """The kind of licence that the text names, in small letters; else nothing."""
    found = KIND.search(text)
    return found.group(1).lower() if found and found.group(1).lower() not in {"izin"} else ""
