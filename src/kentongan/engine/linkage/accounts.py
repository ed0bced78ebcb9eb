"""Bank and e-wallet accounts. The digits tell accounts apart; the bank's name is for the reader.

The same account is told with and without its bank, and two banks giving out the same ten to
sixteen digits to two recruiters is far less likely than that. A wallet's number is a telephone
number, so its key is the number in E.164.
"""

import re
from collections.abc import Iterable

from lokal import is_valid_nik

from kentongan.engine.linkage import phones
from kentongan.engine.linkage.digits import ROW, is_amount_or_day
from kentongan.engine.linkage.words import single_spaced

LONGEST = 120
FEWEST_DIGITS, MOST_DIGITS = 8, 18
# What people write → what is shown. Longer names first where one begins another.
BANKS = {
    "bank rakyat indonesia": "BRI",
    "bank central asia": "BCA",
    "bank negara indonesia": "BNI",
    "bank mandiri": "Mandiri",
    "bank jatim": "Bank Jatim",
    "bank syariah indonesia": "BSI",
    "cimb niaga": "CIMB Niaga",
    "bri": "BRI",
    "brimo": "BRI",
    "bca": "BCA",
    "bni": "BNI",
    "bsi": "BSI",
    "btn": "BTN",
    "btpn": "BTPN",
    "jago": "Jago",
    "seabank": "SeaBank",
    "mandiri": "Mandiri",
    "danamon": "Danamon",
    "permata": "Permata",
    "panin": "Panin",
    "maybank": "Maybank",
    "ocbc": "OCBC",
    "mega": "Bank Mega",
}
WALLETS = {
    "dana": "DANA",
    "ovo": "OVO",
    "gopay": "GoPay",
    "go pay": "GoPay",
    "shopeepay": "ShopeePay",
    "shopee pay": "ShopeePay",
    "linkaja": "LinkAja",
    "link aja": "LinkAja",
}
NAMES = {**BANKS, **WALLETS}


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """One of the names as a word by itself."""
    longest_first = "|".join(sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({longest_first})(?!\w)", re.IGNORECASE)


NAME = any_of(NAMES)
BANK = any_of(BANKS)
NUMBER = re.compile(rf"(?<!\d){ROW}", re.IGNORECASE | re.ASCII)


def read(raw: str) -> tuple[str, str] | None:
    """(digits, "BRI 1234…"); None without a number, or when the number is a national id."""
    text = single_spaced(raw)
    if len(text) > LONGEST:
        return None
    name = NAME.search(text)
    bank = NAMES[name.group(1).lower()] if name else ""
    rows = (match.group() for match in NUMBER.finditer(text))
    keys = (key_of(digits_of(row), bank) for row in rows if not is_amount_or_day(row))
    key = next((key for key in keys if key), "")
    return (key, f"{bank} {key}".strip()) if key else None


def digits_of(row: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", row)


def key_of(digits: str, bank: str) -> str:
    """The digits, or E.164 where a wallet (or nobody's bank) stands over a mobile number."""
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return ""
    is_wallet = bank in WALLETS.values()
    if (is_wallet or not bank) and phones.is_mobile(digits) and (phone := phones.read(digits)):
        return phone[0]
    return "" if not bank and is_national_id(digits) else digits


def is_national_id(digits: str) -> bool:
    """Whether digits are a NIK; province 00 is that of invented ones."""
    return is_valid_nik(digits) or (len(digits) == 16 and digits.startswith("00"))
