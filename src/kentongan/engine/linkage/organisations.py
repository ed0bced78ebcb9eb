"""Firms, training institutes, foundations: one way to write the legal form, the words as told."""

import re

from kentongan.engine.linkage.words import plain

LONGEST = 150
# What people write at either end → one form. "PT" and "LPK" of one name are two organisations.
FORMS = {
    "p t": "pt",
    "pt": "pt",
    "perseroan terbatas": "pt",
    "c v": "cv",
    "cv": "cv",
    "lpk": "lpk",
    "l p k": "lpk",
    "lembaga pelatihan kerja": "lpk",
    "blk": "blk",
    "blkln": "blkln",
    "yayasan": "yayasan",
    "yys": "yayasan",
    "koperasi": "koperasi",
    "kop": "koperasi",
    "ud": "ud",
    "u d": "ud",
    "p3mi": "pt",
    "pjtki": "pt",
}
LEADING = re.compile(r"^(" + "|".join(sorted(FORMS, key=len, reverse=True)) + r")\s+")
REMARK = re.compile(r"\([^)]*\)?")
TRAILING = re.compile(r"\s+(pt|cv|lpk|tbk|ltd|co)$")
GENERIC = {"", "resmi", "ilegal", "swasta", "tidak tahu", "belum tahu", "tidak jelas", "lain lain"}
SHOWN = {"yayasan": "Yayasan", "koperasi": "Koperasi"}


def read(raw: str) -> tuple[str, str] | None:
    """("pt nusa karya", "PT Nusa Karya"); None for a bare form or nothing.

    A place after a comma and a remark in brackets are no part of the name.
    """
    words = named(REMARK.sub(" ", raw[:LONGEST]))[:LONGEST].strip()
    forms: list[str] = []
    while found := LEADING.match(words):
        forms.append(FORMS[found.group(1)])
        words = words[found.end() :]
    while found := TRAILING.search(words):
        forms.append(FORMS.get(found.group(1), ""))
        words = words[: found.start()]
    if len(words) < 3 or words in GENERIC or words in FORMS or words.isdigit():
        return None
    form = next((form for form in forms if form), "")
    shown = f"{SHOWN.get(form, form.upper())} {words.title()}".strip()
    return f"{form} {words}".strip(), shown


def named(text: str) -> str:
    """The plain words before a comma; "Nusa Karya, PT" and "PT, Nusa Karya" keep their form."""
    first, second = (plain(part) for part in [*text.split(",", 2), ""][:2])
    if second in FORMS:
        return f"{second} {first}"
    return f"{first} {second}" if first in FORMS else first or plain(text)
