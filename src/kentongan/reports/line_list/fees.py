"""What is asked for, as written and, where the words are clear, in whole rupiah."""

import re
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from kentongan.reports.line_list.cells import is_nothing, text_of
from kentongan.reports.rules import LEAST_FEE, MOST_FEE, rupiah

# "1,5jt/bln", "3 juta per bulan", "(DP)": the amount is what stands before.
MANNER = re.compile(
    r"\s*(?:/|per\s|tiap\s|setiap\s|\(|potong|dipotong|x\s*\d).*$", re.IGNORECASE | re.DOTALL
)
ABOUT = re.compile(
    r"^\s*(?:sekitar|kurang lebih|kira-?kira|lk\.?|±|~|minta|bayar|dp)\s*", re.IGNORECASE
)
FREE = {"gratis", "free", "tanpa biaya", "tidak bayar", "nol"}


def understood_fee(cell: Any) -> tuple[str, int | None, str]:
    """The fee as written, in rupiah, and a note; raises ``cells.Inexact``."""
    return from_number(cell) if isinstance(cell, int | float) else from_text(text_of(cell))


# Lists repeat their fees thousands of times.
@lru_cache(maxsize=4096)
def from_text(text: str) -> tuple[str, int | None, str]:
    """A fee in words; a cell that a spreadsheet turned into a date stays the words it shows."""
    if is_nothing(text):
        return "", None, ""
    if text.casefold() in FREE:
        return text, 0, ""
    amount = rupiah(MANNER.sub("", ABOUT.sub("", text)))
    if amount is not None and amount < LEAST_FEE:
        return text, None, small_note(text)
    return text, amount, ""


def from_number(value: float) -> tuple[str, int | None, str]:
    """A fee that the spreadsheet holds as a number."""
    text = text_of(value)
    if value == 0:
        return "", None, ""
    if value < LEAST_FEE:
        return text, None, small_note(text)
    if value > MOST_FEE:
        return text, None, ""
    return f"Rp{int(value):,}".replace(",", "."), int(value), ""


def small_note(text: str) -> str:
    """What to do about a bare small number."""
    return _("Biaya “%(text)s” tidak jelas: ribu atau juta? Tulis seperti “15 juta”.") % {
        "text": text
    }
