"""What a report says in words that can be counted: destination, job, visa, phone, kabupaten.

No name is among them: a value that names somebody counts as not told.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from kentongan.alerts.detectors.found import Telling
from kentongan.alerts.detectors.indicator_rules import names_somebody

DESTINATION, JOB, VISA, PHONE, REGENCY = "tujuan", "pekerjaan", "visa", "telepon", "kabupaten"
MARKED = (DESTINATION, JOB, VISA, PHONE)  # a kabupaten is told by its code
LONGEST_VALUE = 60
INDONESIA = "62"
OPERATOR_DIGITS = 4  # 0812: which network; the rest is whose number
# Country codes of one and of two digits; all others have three (ITU-T E.164, list of 2016).
ONE_DIGIT = frozenset("17")
TWO_DIGITS = re.compile("2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")


def facts_of(
    tellings: Iterable[Telling], visas: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Column → what each telling says, "" where it says nothing."""
    rows = list(tellings)
    return {
        DESTINATION: [plain(telling.destination) for telling in rows],
        JOB: [plain(telling.job) for telling in rows],
        VISA: [visa_of(telling, visas) for telling in rows],
        PHONE: [next(filter(None, map(prefix_of, telling.phones)), "") for telling in rows],
        REGENCY: [".".join(telling.region_code.split(".")[:2]) for telling in rows],
    }


type Mark = Callable[[str, str], str]  # column and word → what stands for the word


def in_clear(_column: str, word: str) -> str:
    """The word itself."""
    return word


def marked(facts: Mapping[str, Sequence[str]], mark: Mark) -> dict[str, list[str]]:
    """The same with a mark in place of each word; "" stays ""."""
    return {
        column: [word and mark(column, word) for word in words] if column in MARKED else list(words)
        for column, words in facts.items()
    }


def plain(value: str) -> str:
    """The words in lower case with single spaces, "" where they name somebody."""
    if len(value) > LONGEST_VALUE or names_somebody(value):
        return ""
    return " ".join(value.casefold().split())


def visa_of(telling: Telling, visas: Mapping[str, Sequence[str]]) -> str:
    """The first visa of the list that is written or ticked."""
    text = " ".join(telling.text.casefold().split())
    told = (
        visa
        for visa, writings in visas.items()
        if any(one in telling.indicators or one in text for one in writings)
    )
    return next(told, "")


def prefix_of(phone: str) -> str:
    """``0812`` of an Indonesian number, ``+855`` of a foreign one, "" where neither is told."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) < OPERATOR_DIGITS * 2:
        return ""
    if digits.startswith("00"):
        return prefix_of(f"+{digits[2:]}")
    if digits.startswith("0"):
        return digits[:OPERATOR_DIGITS]
    if digits.startswith(INDONESIA):
        return f"0{digits[2:][: OPERATOR_DIGITS - 1]}"
    if not phone.strip().startswith("+"):
        return f"0{digits[: OPERATOR_DIGITS - 1]}" if digits.startswith("8") else ""
    return f"+{digits[: length_of_country_code(digits)]}"


def length_of_country_code(digits: str) -> int:
    """How many digits the country code has."""
    if digits[0] in ONE_DIGIT:
        return 1
    return 2 if TWO_DIGITS.match(digits) else 3
