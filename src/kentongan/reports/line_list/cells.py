"""One cell: as text, split into several things, with the marks a spreadsheet leaves taken off."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

# Excel keeps 15 digits of a number; the rest of a NIK, an account or a card number became zeros.
LONGEST_EXACT = 10**15
SCIENTIFIC = re.compile(r"^\d[.,]?\d*e\+\d+$", re.IGNORECASE)
# What a spreadsheet program takes for the start of a formula, after invisible characters.
FORMULA_SIGNS = frozenset("=+-@|%")
NOTHING = {
    "",
    "-",
    "--",
    "?",
    "n/a",
    "nihil",
    "tidak ada",
    "tdk ada",
    "kosong",
    "belum ada",
    "null",
}
SEPARATORS = re.compile(
    r"\s*(?:[;\n]|,(?!\d{3}\b)|\s/\s|\s+(?:dan|atau|&|serta)\s+)\s*", re.IGNORECASE
)
# A comma or "dan" may stand inside a journey.
ROUTE_SEPARATORS = re.compile(r"\s*(?:[;\n]|\s/\s|\s+atau\s+)\s*", re.IGNORECASE)
PHONE_SEPARATORS = re.compile(r"\s*(?:[;,/&\n|]|\b(?:dan|atau|serta)\b)\s*", re.IGNORECASE)
# A label of the catalogue holds three separators at most; a cell of commas is not tried for ever.
MOST_PIECES = 6
# "https://wa.me/6285000123456?text=Halo" is a number, and its slashes separate nothing.
CHAT_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)(\+?\d[\d.-]*)"
    r"(?:/?[?&][^\s;,]*)?",
    re.IGNORECASE,
)
NEXT_PHONE = re.compile(r"(?<=\d)\s+(?:-\s+)?(?=(?:\+?62|0)[\s.-]*8)")
SHORTEST_PHONE = 9  # digits, as in the oldest mobile numbers


class Inexact(Exception):
    """A number with more digits than a spreadsheet keeps; the message says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def text_of(cell: Any) -> str:
    """The cell as a person reads it; dates as 31/12/2025. Raises ``Inexact``."""
    if isinstance(cell, dict):
        year, month, day = cell["date"].split("-")
        return f"{day}/{month}/{year}"
    if isinstance(cell, int | float):
        return number_text(cell)
    text = unguarded(unicodedata.normalize("NFC", cell)).strip()
    if SCIENTIFIC.match(text):
        raise Inexact(inexact_sentence(text))
    return text


def number_text(value: float) -> str:
    """A number without an exponent. Raises ``Inexact``."""
    if abs(value) >= LONGEST_EXACT:
        raise Inexact(inexact_sentence(f"{value:.6g}"))
    return str(int(value)) if value == int(value) else repr(value).replace(".", ",")


def inexact_sentence(text: str) -> str:
    """What to do about a rounded number."""
    return _(
        "Angka “%(text)s” lebih dari 15 digit, jadi sudah dibulatkan oleh Excel. "
        "Ubah format selnya menjadi Teks, lalu ketik ulang angkanya."
    ) % {"text": text}


def shown(cell: Any) -> str:
    """The cell for a page or a row report, whatever it holds."""
    try:
        return text_of(cell)
    except Inexact:
        return str(cell)


def needs_guard(text: str) -> bool:
    """Whether a spreadsheet program could take this for a formula."""
    if text[:1] in {"\t", "\r"}:
        return True
    return bare_start(text.lstrip("'"))[:1] in FORMULA_SIGNS


def guarded(text: str) -> str:
    """The text so that no spreadsheet program takes it for a formula; ``unguarded`` undoes it."""
    return f"'{text}" if needs_guard(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that ``guarded`` put before it."""
    return text[1:] if text.startswith("'") and needs_guard(text[1:]) else text


def bare_start(text: str) -> str:
    """The text from its first visible character on: marks, controls and spaces hide a formula."""
    for place, character in enumerate(text):
        if unicodedata.category(character)[0] not in "CZ":
            return text[place:]
    return ""


def is_nothing(text: str) -> bool:
    """Whether the writer meant "nothing": a dash, "nihil"."""
    return text.casefold().strip() in NOTHING


def no_label(_text: str) -> bool:
    """No words belong together."""
    return False


def several(text: str, is_label: Callable[[str], bool] = no_label) -> list[str]:
    """The things in one cell, split at ``;``, new lines, commas, " / " and "dan".

    Words that ``is_label`` knows stay together, the longest first: "Data KTP, KK, dan akta
    berbeda" is one sign.
    """
    ends = [(found.start(), found.end()) for found in SEPARATORS.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    parts, place = [], 0
    while place < len(starts):
        longest = range(min(place + MOST_PIECES, len(starts)) - 1, place, -1)
        whole = (last for last in longest if is_label(text[starts[place] : stops[last]]))
        last = next(whole, place)
        parts.append(text[starts[place] : stops[last]])
        place = last + 1
    return [part for part in parts if part and not is_nothing(part)]


def several_routes(text: str) -> list[str]:
    """The journeys in one cell, split at ``;``, new lines, " / " and "atau"."""
    return [part for part in ROUTE_SEPARATORS.split(text) if part and not is_nothing(part)]


def several_phones(text: str) -> list[str]:
    """The numbers in one cell; a zero that the spreadsheet dropped is put back."""
    plain = CHAT_LINK.sub(r" \1", text)
    parts = [one for part in PHONE_SEPARATORS.split(plain) for one in neighbours(part)]
    return [with_zero(part.strip()) for part in parts if part.strip() and not is_nothing(part)]


def neighbours(text: str) -> list[str]:
    """Two numbers with only a space between them; "0850 0812 3456" is one number in groups."""
    parts = NEXT_PHONE.split(text)
    complete = all(sum(sign.isdigit() for sign in part) >= SHORTEST_PHONE for part in parts)
    return parts if complete else [text]


def with_zero(phone: str) -> str:
    """``85000123456`` was 085000123456 before a spreadsheet took it for a number."""
    digits = re.sub(r"[\s.\-()]", "", phone)
    if re.fullmatch(r"8\d{7,12}", digits):
        return f"0{phone}"
    return f"+{phone}" if re.fullmatch(r"628\d{7,12}", digits) else phone
