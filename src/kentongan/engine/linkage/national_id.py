"""The Indonesian national id (NIK): what its sixteen digits say, and what is wrong with a writing.

Source: PP 40/2019 article 30(2): six digits of the area of *first registration* (kept after moving,
also when the code is abolished), day, month and year of birth with 40 added to a woman's day, and
a serial number from 0001. There is no check digit, and the number stays when a birth date is
corrected.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kentongan.engine.linkage.words import single_spaced

LENGTH = 16
FEWEST_DIGITS = 13  # fewer are another number
WOMAN = 40
CENTURIES = (1900, 2000)
NEWEST_YEAR = (
    2019  # two digits from 20 on are of the last century: the cards of minors are rare here
)
LABEL = re.compile(r"^(?:no(?:mor)?\.?\s*)?(?:nik|ktp|no\.?)?\s*[:.=#]?\s*", re.IGNORECASE)
SPREADSHEET = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)
LOOKALIKES = str.maketrans("oOQDiIlLsSbB", "000011115588")
GROUPED = re.compile(r"[\s.\-/']")


class Fault(StrEnum):
    """Why a writing is no sound number; the number is told as written, never mended."""

    SHORT = "Kurang dari 16 angka."
    LONG = "Lebih dari 16 angka."
    LETTERS = "Ada huruf di antara angka (misalnya O untuk 0)."
    ROUNDED = "Dibulatkan oleh Excel: angka terakhirnya hilang."
    DATE = "Tanggal lahir di dalamnya tidak ada."
    AREA = "Kode wilayahnya 00."


class Doubt(StrEnum):
    """What a sound number says otherwise than its bearer: a clue to look at, no error."""

    AREA_UNKNOWN = "Kode wilayah tidak pernah ada."
    AREA_OLD = "Kode wilayah lama: terdaftar sebelum wilayah dimekarkan."
    BIRTH_DATE = "Tanggal lahir di NIK berbeda dari yang disebut."
    SEX = "Jenis kelamin di NIK berbeda dari yang disebut."


@dataclass(frozen=True, slots=True)
class NationalId:
    """A writing that was read. ``digits``: as written; it is sound when there are no faults."""

    digits: str
    faults: tuple[Fault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether all sixteen digits are there and name a possible person."""
        return not self.faults

    @property
    def area(self) -> str:
        """The area of first registration, ``35.02.01``."""
        return ".".join((self.digits[:2], self.digits[2:4], self.digits[4:6]))

    @property
    def sex(self) -> str:
        """``P`` for a woman, ``L`` for a man; nothing when the number is not sound."""
        return "" if self.faults else "P" if int(self.digits[6:8]) > WOMAN else "L"

    @property
    def serial(self) -> str:
        """The last four digits: which of those registered there for that day."""
        return self.digits[12:]

    def birth_dates(self) -> tuple[date, ...]:
        """The days it can mean, one for each century; none when the number is not sound."""
        return () if self.faults else days_of(self.digits)

    def born(self, stated: date | None = None, latest: date | None = None) -> date | None:
        """The day in the century of the stated date, else the only one up to ``latest``."""
        days = self.birth_dates()
        if stated is not None and days:
            return min(days, key=lambda day: abs((day - stated).days))
        days = tuple(day for day in days if latest is None or day <= latest)
        return days[0] if len(days) == 1 else None

    def likely_birth_date(self) -> date | None:
        """The day in the century in which most bearers were born; a stated date is better."""
        days = self.birth_dates()
        later = [day for day in days if day.year <= NEWEST_YEAR]
        return max(later) if later else None


def days_of(digits: str) -> tuple[date, ...]:
    """The days that digits 7 to 12 can mean."""
    told = int(digits[6:8])
    day = told - WOMAN if told > WOMAN else told
    found = (real_day(century + int(digits[10:12]), digits[8:10], day) for century in CENTURIES)
    return tuple(one for one in found if one)


def real_day(year: int, month: str, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, int(month), day)
    except ValueError:
        return None


def read_national_id(raw: str) -> NationalId | None:
    """The number in a writing; None when none is meant. Never raises, never guesses a digit."""
    text = LABEL.sub("", single_spaced(raw)[:60])
    if SPREADSHEET.fullmatch(text):
        return NationalId(
            "".join(re.findall(r"\d", text.lower().partition("e")[0])), (Fault.ROUNDED,)
        )
    compact = GROUPED.sub("", text)
    digits = compact.translate(LOOKALIKES)
    if not (digits.isascii() and digits.isdecimal()) or len(digits) < FEWEST_DIGITS:
        return None
    letters = sum(not sign.isdecimal() for sign in compact)
    if len(digits) > LENGTH + 2 or letters > LENGTH // 3:
        return None
    return NationalId(digits, faults_of(digits, has_letters=letters > 0))


def faults_of(digits: str, *, has_letters: bool) -> tuple[Fault, ...]:
    """Every fault of the digits."""
    if len(digits) != LENGTH:
        return (Fault.SHORT if len(digits) < LENGTH else Fault.LONG,)
    found = (
        (Fault.LETTERS, has_letters),
        (Fault.AREA, "00" in (digits[:2], digits[2:4], digits[4:6])),
        (Fault.DATE, not days_of(digits)),
        (Fault.ROUNDED, digits.endswith("0000")),  # serials begin with 0001
    )
    return tuple(fault for fault, is_so in found if is_so)


def doubts(
    number: NationalId,
    birth_date: date | None = None,
    sex: str = "",
    areas: Collection[str] = (),
    old_areas: Collection[str] = (),
) -> tuple[Doubt, ...]:
    """What the number says against the stated facts; ``areas`` are codes like ``35.02.01``."""
    if not number.is_sound:
        return ()
    days = number.birth_dates()
    found = (
        (Doubt.AREA_UNKNOWN, bool(areas) and number.area not in {*areas, *old_areas}),
        (Doubt.AREA_OLD, number.area in old_areas and number.area not in areas),
        (Doubt.BIRTH_DATE, birth_date is not None and birth_date not in days),
        (Doubt.SEX, bool(sex) and sex != number.sex),
    )
    return tuple(doubt for doubt, is_so in found if is_so)
