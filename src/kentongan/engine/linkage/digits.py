"""Rows of digits as people write them, and which of them are amounts or days."""

import re

# A number of things after it: "0850 0001 2345 200 ribu" is a telephone number and an amount.
UNIT = r"(?:rupiah|perak|ribu|rb|juta|jt|miliar|orang|org|warga|kali|x|hari|bulan|tahun|menit)"
NO_UNIT = rf"(?!\d)(?! ?{UNIT}\b)"
# Compact, or in groups; a space begins a new group only before two digits or more.
ROW = (
    r"(?:\+?\d{8,18}(?!\d)"
    rf"|\+?\d{{1,8}}(?:[.\-] ?\d{{1,8}}{NO_UNIT}| {{1,2}}\d{{2,8}}{NO_UNIT}){{1,6}})"
)
# A bare number of thousands with dots is an amount of rupiah.
AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}", re.ASCII)
DAY = re.compile(
    r"(?:[0-3]?\d[ .\-/][01]?\d[ .\-/](?:19|20)\d\d|(?:19|20)\d\d[.\-/][01]\d[.\-/][0-3]\d"
    r"|[0-3]\d[01]\d(?:19|20)\d\d)(?=[ .\-]|$)",
    re.ASCII,
)
MONEY_BEFORE = re.compile(r"(?:rp|idr|usd|\$)[ .:]{0,3}$", re.IGNORECASE)
MONEY_AFTER = re.compile(r" ?(?:rupiah|perak|ribu|rb|juta|jt|miliar|,-|,00)(?!\w)", re.IGNORECASE)


def is_amount_or_day(text: str) -> bool:
    """Whether the row is thousands with dots, or begins with a day."""
    return bool(AMOUNT.fullmatch(text) or DAY.match(text))


def is_money(text: str, start: int, end: int) -> bool:
    """Whether "Rp" stands before the row, or "rupiah", "juta" after it."""
    before = MONEY_BEFORE.search(text, max(0, start - 8), start)
    return before is not None or MONEY_AFTER.match(text, end) is not None
