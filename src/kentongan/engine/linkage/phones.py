"""Telephone numbers: every writing of one number gives one E.164 form. Nobody else reads them.

Indonesian numbers are read by lokal-id, foreign ones (with + or 00) by phonenumbers, after a
cleaner for what people and spreadsheets do to them.
"""

import re
from functools import lru_cache

import phonenumbers
from lokal import parse_phone

from kentongan.engine.linkage.digits import is_amount_or_day
from kentongan.engine.linkage.words import single_spaced

LONGEST = 60  # more is a sentence, not a number
FEWEST_DIGITS, MOST_DIGITS = 8, 15  # E.164
WHATSAPP_LINK = re.compile(r"(?:wa\.me/|whatsapp(?:\.com|:/)/send/?\?phone=)\+?(\d+)", re.I)
WHATSAPP_ID = re.compile(r"^\+?(\d+)@(?:c\.us|s\.whatsapp\.net)$", re.IGNORECASE)
SPREADSHEET = re.compile(r"^(\d)[.,]?(\d{0,15})e\+?(\d\d)$", re.IGNORECASE | re.ASCII)
MOST_LOST_DIGITS = 2  # "8.5E+10" would be everybody's number: the sheet kept two of its digits
FRACTION = re.compile(r"^(\+?\d{8,15})[.,]0+$")
# "WA", "HP", "Telp.", "No." around a number.
LABELS = re.compile(
    r"\b(?:no(?:mor)?|hp|wa|whats ?app|telp?|tlp|telepon|phone|call|cp|kontak|hubungi)\b[.:]?", re.I
)
REMARK = re.compile(r"\([^()\d]*\)")  # "0850-0001-2345 (Bu Tatik)"
LETTER_O = re.compile(r"(?<=[\d+\s.\-oO])[oO](?=[\doO])|^[oO](?=\d)")
WRITTEN = re.compile(r"^[+\d\s().\-/]+$")
MOBILE = re.compile(r"^(?:\+?62|0)?8\d{7,11}$")


def read(raw: str) -> tuple[str, str] | None:
    """(E.164, national writing); None when no number is meant."""
    if len(raw) > LONGEST:
        return None
    return read_short(single_spaced(raw))


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
        return international(found.group(1), not found.group(1).startswith("0"))
    bare = bare_number(FRACTION.sub(r"\1", unfolded(raw)))
    if not WRITTEN.match(bare) or is_amount_or_day(bare):
        return None
    digits = re.sub(r"\D", "", bare)
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return None
    return international(digits, bare.lstrip(" (").startswith("+"))


def unfolded(raw: str) -> str:
    """A spreadsheet's 8.5000012345E+10 as digits; nothing when it dropped some of them."""
    found = SPREADSHEET.match(raw)
    if found is None:
        return raw
    first, rest, power = found.groups()
    lost = int(power) - len(rest)
    return first + rest + "0" * lost if 0 <= lost <= MOST_LOST_DIGITS else ""


def bare_number(raw: str) -> str:
    """The number without the words and remarks around it, letters o as zeros."""
    alone = REMARK.sub(" ", LABELS.sub(" ", raw)).strip(" .,:;-()'\"`’")
    return LETTER_O.sub("0", alone)


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
