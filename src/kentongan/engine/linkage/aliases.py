"""What people call a recruiter. A nickname is a weak clue: rules ask for more than the same one."""

import re

from kentongan.engine.linkage.words import plain

LONGEST = 100
FEWEST_LETTERS = 3
TITLES = frozenset((
    "pak", "bapak", "bp", "bpk", "p", "bu", "ibu", "b", "mas", "ms", "mbak", "mba", "mbk",
    "mbah", "mak", "cak", "yu", "lik", "lek", "pakde", "pakdhe", "bude", "budhe", "om", "tante",
    "koh", "cik", "ci", "kak", "kakak", "bang", "abang", "dik", "adik", "sdr", "sdri",
    "saudara", "saudari", "tn", "tuan", "ny", "nyonya", "haji", "hj", "h", "hajjah", "ustadz",
    "ust", "gus", "kyai", "kiai", "si", "sang",
))  # fmt: skip
# What somebody does, told before the name: "sponsor Bu Tatik".
TRADES = frozenset((
    "tekong", "sponsor", "calo", "agen", "perekrut", "perantara", "makelar", "penyalur", "pl",
))  # fmt: skip
FIRST_OF_SEVERAL = re.compile(r"[/(,;|]")
OTHER_NAME = re.compile(r"\s+(?:alias|als|dipanggil|biasa dipanggil)\s+.*$")
# Words for what somebody does, not who he is.
GENERIC = frozenset((
    "tekong", "sponsor", "calo", "agen", "agensi", "perekrut", "pl", "petugas", "lapangan",
    "lurah", "kades", "carik", "kasun", "rt", "rw", "camat", "orang", "seseorang", "oknum",
    "teman", "tetangga", "saudara", "admin", "anonim", "tidak", "tahu", "belum", "diketahui",
    "nn", "x", "xx", "dia", "bos", "boss", "juragan", "pihak", "yang", "bersangkutan", "kepala",
    "desa", "dusun", "warga", "dikenal", "siapa", "nama", "namanya", "itu", "ini", "tsb",
    "tersebut", "resmi", "ilegal", "gelap", "liar", "tenaga", "kerja", "pekerja", "migran",
    "indonesia", "luar", "negeri", "travel", "wisata", "umrah", "umroh", "pulsa", "brilink", "bank",
    "properti", "asuransi", "gas", "elpiji", "tki", "tkw", "pmi", "cpmi", "hp", "wa", "kamboja",
    "malaysia", "singapura", "taiwan", "hongkong", "hong", "kong", "korea", "selatan", "jepang",
    "arab", "saudi", "thailand", "myanmar", "brunei", "polandia", "turki", "dubai", "batam",
    "australia", "surabaya", "jakarta",
))  # fmt: skip


def read(raw: str) -> tuple[str, str] | None:
    """("tatik melati", "Tatik Melati"); None for a title alone, a trade, or a letter or two.

    Of several names ("Tatik Melati / Bu Tatik") the first one counts.
    """
    first = FIRST_OF_SEVERAL.split(raw[:LONGEST].lstrip(" /(,;|"))[0]
    words = OTHER_NAME.sub("", plain(first)[:LONGEST]).split()
    while words and (words[0] in TITLES or words[0] in TRADES):
        words = words[1:]
    name = " ".join(words)
    letters = sum(letter.isalpha() for letter in name)
    if letters < FEWEST_LETTERS or any(part.isdigit() for part in words) or len(words) > 5:
        return None
    if all(word in GENERIC or word in TITLES for word in words):
        return None
    return name, name.title()
