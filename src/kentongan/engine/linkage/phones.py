"""Telephone numbers: every writing of one number gives one E.164 form. Nobody else reads them.

Indonesian numbers are read by lokal-id, foreign ones (with + or 00) by phonenumbers, after a
cleaner for what people and spreadsheets do to them.
"""

import re
from functools import lru_cache

import phonenumbers
from lokal import parse_phone

LONGEST = 60  # more is a sentence, not a number
FEWEST_DIGITS, MOST_DIGITS = 8, 15  # E.164
WHATSAPP_LINK = re.compile(r"(?:wa\.me/|whatsapp\.com/send/?\?phone=)\+?(\d+)", re.IGNORECASE)
WHATSAPP_ID = re.compile(r"^\+?(\d+)@(?:c\.us|s\.whatsapp\.net)$", re.IGNORECASE)
SPREADSHEET = re.compile(r"^\d(?:[.,]\d+)?e\+?\d{1,2}$", re.IGNORECASE)
FRACTION = re.compile(r"^(\d{8,15})[.,]0+$")
# "WA", "HP", "Telp.", "No." around a number.
LABELS = re.compile(r"\b(?:no(?:mor)?|hp|wa|whats ?app|telp?|tlp|telepon|phone|call)\b[.:]?", re.I)
LETTER_O = re.compile(r"(?<=[\d+\s.\-oO])[oO](?=[\doO])|^[oO](?=\d)")
WRITTEN = re.compile(r"^[+\d\s().\-–/]+$")
# A bare number of thousands with dots is an amount of rupiah.
AMOUNT = re.compile(r"^[1-9]\d{0,2}(?:\.\d{3}){2,}$")
MOBILE = re.compile(r"^(?:\+?62|0)?8\d{7,11}$")


def read(raw: str) -> tuple[str, str] | None:
    """(E.164, national writing); None when no number is meant."""
    if len(raw) > LONGEST:
        return None
    return read_short(raw.strip())


@lru_cache(maxsize=20_000)
def read_short(raw: str) -> tuple[str, str] | None:
    """``read`` of a short text; a line list names the same few numbers again and again."""
    digits = dialled(raw)
    if digits is None:
        return None
    if digits.startswith("+62") or not digits.startswith("+"):
        return indonesian(digits)
    return foreign(digits)


def dialled(raw: str) -> str | None:
    """The digits as they would be dialled, with + for an international number."""
    if found := WHATSAPP_LINK.search(raw) or WHATSAPP_ID.match(raw):
        return f"+{found.group(1)}"
    if SPREADSHEET.match(raw):
        raw = format(float(raw.replace(",", ".")), ".0f")
    raw = FRACTION.sub(r"\1", raw)
    bare = LETTER_O.sub("0", LABELS.sub(" ", raw)).replace("()", " ").strip(" .,:;-–()")
    if not WRITTEN.match(bare) or AMOUNT.match(bare):
        return None
    digits = re.sub(r"\D", "", bare)
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return None
    return international(digits, raw.lstrip(" (").startswith("+"))


def international(digits: str, has_plus: bool) -> str:
    """``0062 812…`` and ``+62 (0)812…`` are ``+62812…``; a lost zero comes back."""
    if digits.startswith("00"):
        digits, has_plus = digits[2:], True
    if digits.startswith("620"):
        digits = "62" + digits[3:]
    if has_plus or digits.startswith("628"):
        return f"+{digits}"
    return f"0{digits}" if digits.startswith("8") else digits


def indonesian(number: str) -> tuple[str, str] | None:
    """A number that lokal-id calls valid."""
    found = parse_phone(number)
    if not found.valid or not found.e164:
        return None
    return found.e164, found.national or found.e164


def foreign(number: str) -> tuple[str, str] | None:
    """A number that phonenumbers calls valid."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    key = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return key, shown


def is_mobile(text: str) -> bool:
    """Whether bare digits look like an Indonesian mobile number."""
    return bool(MOBILE.match(text))
