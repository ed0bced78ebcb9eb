"""Days as people write them in Indonesian tables. Day before month, always.

The one documented parser: "03/04/2025" is the third of April. What cannot be a day of this order,
has not come yet or lies before 2000 is not guessed at: ``Unclear`` carries a sentence on what to
write instead.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from kentongan.reports.rules import EARLIEST

# Excel counts days from 30 December 1899 (its 1900 has a 29 February that never was).
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range((EARLIEST - EXCEL_EPOCH).days, 100_000)

MONTH_WORDS = (
    "januari jan january",
    "februari feb pebruari peb februari february febuari",
    "maret mar march mrt",
    "april apr",
    "mei may",
    "juni jun june",
    "juli jul july",
    "agustus agu agt ags agust august aug",
    "september sep sept",
    "oktober okt oct october",
    "november nov nop nopember",
    "desember des dec december",
)
MONTHS = {word: number for number, words in enumerate(MONTH_WORDS, 1) for word in words.split()}
ROMAN = {
    word: number
    for number, word in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1
    )
}
MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
YEAR = r"(\d{4}|'?\d{2})"
# "Minggu" is Sunday and also "week": as a day it needs its comma.
DAY_NAME = re.compile(
    r"\b(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*[,/]\s*"
    r"|(?:senin|selasa|rabu|kamis|jum'?at|sabtu|ahad)\s+(?=\d))"
)
CLOCK = re.compile(
    r"[,\s]*(?:pukul|jam|pkl\.?)?\s*\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:wib|wita|wit)?$"
)
ABOUT = re.compile(r"^(?:sekitar|kurang lebih|kira-?kira|lk\.?|±|\+/-|~|tgl\.?|tanggal)\s*")
UNKNOWN = {
    "",
    "-",
    "--",
    "?",
    "tidak tahu",
    "tdk tahu",
    "tidak diketahui",
    "tdk diketahui",
    "n/a",
    "na",
    "nihil",
    "lupa",
    "belum tahu",
    "tidak ingat",
    "kosong",
}

NUMERIC = re.compile(r"^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*" + YEAR + "$")
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:t.*)?$")
SHORT = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})$")
NAMED = re.compile(r"^(\d{1,2})\s*[-/\s]?\s*" + MONTH + r"(?:\s*[-/,\s]?\s*" + YEAR + ")?$")
ROMAN_DATE = re.compile(r"^(\d{1,2})\s*[-/]\s*([ivx]+)\s*[-/]\s*" + YEAR + "$")
RANGE = re.compile(
    r"^(\d{1,2})\s*(?:-|–|s/d|sd|sampai|dan|,|&)\s*(\d{1,2})\s+" + MONTH + r"\s*" + YEAR + "$"
)
WEEK = re.compile(
    r"^minggu\s*(ke[-\s]*\d|(?:ke[-\s]+)?(?:i{1,3}|iv|v|pertama|kedua|ketiga|keempat|kelima|terakhir))"
    r"[\s,]*(?:bulan)?\s*" + MONTH + r"(?:\s*" + YEAR + ")?$"
)
PART = re.compile(
    r"^(awal|pertengahan|tengah|akhir)(?:\s*bulan)?\s*" + MONTH + r"(?:\s*" + YEAR + ")?$"
)
WHOLE_MONTH = re.compile(r"^(?:bulan\s*)?" + MONTH + r"(?:\s*[-/,]?\s*" + YEAR + ")?$")
NUMERIC_MONTH = re.compile(r"^(\d{1,2})\s*[/-]\s*(\d{4})$")

WEEK_NUMBERS = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "terakhir": 5}
# Where a part of a month begins, and its middle.
PART_OF_MONTH = {"awal": (1, 5), "pertengahan": (11, 15), "tengah": (11, 15), "akhir": (21, 25)}


class Unclear(Exception):
    """The cell is no day; the message is an Indonesian sentence on what to write."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class When:
    """A day with its precision (values of ``TimePrecision``) and a note worth telling."""

    on: date | None
    precision: str
    note: str = ""


UNDATED = When(None, "unknown")


def understood_date(cell: Any, today: date) -> When:
    """The day in a cell; an empty cell is undated. Raises ``Unclear``."""
    if isinstance(cell, dict):
        return checked(When(date.fromisoformat(cell["date"]), "exact"), today)
    if isinstance(cell, int | float):
        return serial(float(cell), today)
    text = tidied(cell)
    if text in UNKNOWN:
        return UNDATED
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", text):
        return serial(float(text.replace(",", ".")), today)
    return spoken(text, cell, today)


def tidied(text: str) -> str:
    """Lower case, without the name of the day and the time of day."""
    plain = " ".join(text.casefold().replace("\u2011", "-").split())
    plain = DAY_NAME.sub("", plain)
    without = CLOCK.sub("", plain)
    # "12.03.2026" ends like a time of day; what is left must still hold a year or a month.
    return (without if re.search(r"\d{4}|[a-z]{3}|/\d|-\d", without) else plain).strip(" .,")


def serial(value: float, today: date) -> When:
    """The day behind Excel's day number. Raises ``Unclear``."""
    if int(value) not in SERIALS:
        raise Unclear(
            _("“%(text)s” bukan tanggal. Tulis tanggal seperti 31/12/2025.")
            % {"text": f"{value:.15g}"}
        )
    return checked(When(EXCEL_EPOCH + timedelta(days=int(value)), "exact"), today)


def spoken(text: str, raw: str, today: date) -> When:
    """The day in tidied words. Raises ``Unclear``."""
    about = ABOUT.sub("", text)
    precision = "day" if about != text and not text.startswith(("tgl", "tanggal")) else "exact"
    for pattern, meaning in READERS:
        if match := pattern.match(about):
            return checked(meaning(match, precision, today, raw), today)
    raise Unclear(
        _("Tanggal “%(text)s” tidak terbaca. Tulis seperti 31/12/2025 atau 31 Desember 2025.")
        % {"text": shortened(raw)}
    )


def shortened(text: str) -> str:
    """The words for a sentence, never a whole page of them."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"


def checked(when: When, today: date) -> When:
    """The day if it can be true. Raises ``Unclear``."""
    if when.on is None:
        return when
    shown = f"{when.on:%d/%m/%Y}"
    if when.on > today:
        raise Unclear(
            _("Tanggal %(day)s belum tiba. Periksa hari, bulan dan tahunnya.") % {"day": shown}
        )
    if when.on < EARLIEST:
        raise Unclear(
            _("Tanggal %(day)s terlalu lama. Periksa tahunnya, tulis empat angka.") % {"day": shown}
        )
    return when


def day_of(year: int, month: int, day: int, raw: str) -> date:
    """A day that exists. Raises ``Unclear``."""
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(
            _("Tanggal “%(text)s” tidak ada. Tulis dengan urutan hari/bulan/tahun.")
            % {"text": shortened(raw)}
        ) from None


def full_year(text: str) -> int:
    """``'25`` and ``25`` are 2025."""
    digits = text.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def last_past(year: str | None, month: int, day: int, today: date, raw: str) -> tuple[date, str]:
    """The day, in the newest past year where none is written, and the note that says so."""
    if year:
        return day_of(full_year(year), month, day, raw), ""
    chosen = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    note = _("Tahunnya tidak ditulis; dipakai %(year)s. Perbaiki bila keliru.") % {"year": chosen}
    return day_of(chosen, month, day, raw), note


def numeric(match: re.Match[str], precision: str, today: date, raw: str) -> When:
    day, month, year = match.groups()
    return When(day_of(full_year(year), int(month), int(day), raw), precision)


def iso(match: re.Match[str], precision: str, today: date, raw: str) -> When:
    year, month, day = (int(part) for part in match.groups())
    return When(day_of(year, month, day, raw), precision)


def short(match: re.Match[str], precision: str, today: date, raw: str) -> When:
    on, note = last_past(None, int(match[2]), int(match[1]), today, raw)
    return When(on, "day", note)


def named(match: re.Match[str], precision: str, today: date, raw: str) -> When:
    on, note = last_past(match[3], MONTHS[match[2]], int(match[1]), today, raw)
    return When(on, "day" if note else precision, note)


def roman(match: re.Match[str], precision: str, today: date, raw: str) -> When:
    month = ROMAN.get(match[2], 0)
    return When(day_of(full_year(match[3]), month, int(match[1]), raw), precision)


def several_days(match: re.Match[str], precision: str, today: date, raw: str) -> When:
    year, month = full_year(match[4]), MONTHS[match[3]]
    day_of(year, month, int(match[2]), raw)
    return When(day_of(year, month, int(match[1]), raw), "day")


def week(match: re.Match[str], precision: str, today: date, raw: str) -> When:
    word = re.sub(r"^ke[-\s]*(?=[\divx])", "", match[1])
    number = int(word) if word.isdigit() else WEEK_NUMBERS.get(word) or ROMAN.get(word, 0)
    if not 1 <= number <= 5:
        raise Unclear(
            _("“%(text)s”: satu bulan punya minggu ke-1 sampai ke-5.") % {"text": shortened(raw)}
        )
    begins = 1 + 7 * (number - 1)
    return middle_of(Stretch(match[3], MONTHS[match[2]], begins, begins + 3, "week"), today, raw)


def part(match: re.Match[str], precision: str, today: date, raw: str) -> When:
    begins, middle = PART_OF_MONTH[match[1]]
    return middle_of(Stretch(match[3], MONTHS[match[2]], begins, middle, "week"), today, raw)


def whole_month(match: re.Match[str], precision: str, today: date, raw: str) -> When:
    return middle_of(Stretch(match[2], MONTHS[match[1]], 1, 15, "month"), today, raw)


def numeric_month(match: re.Match[str], precision: str, today: date, raw: str) -> When:
    day_of(int(match[2]), int(match[1]), 1, raw)
    return middle_of(Stretch(match[2], int(match[1]), 1, 15, "month"), today, raw)


class Stretch(NamedTuple):
    """Days of a month: where they begin, the middle that stands for them, how exact that is."""

    year: str | None
    month: int
    begins: int
    middle: int
    precision: str


def middle_of(stretch: Stretch, today: date, raw: str) -> When:
    """The day that stands for a stretch; one that runs now counts until today."""
    begins = min(stretch.begins, 28)
    begun, note = last_past(stretch.year, stretch.month, begins, today, raw)
    on = day_of(begun.year, stretch.month, min(stretch.middle, 28), raw)
    return When(min(on, today) if begun <= today else on, stretch.precision, note)


READERS = (
    (NUMERIC, numeric),
    (ISO, iso),
    (SHORT, short),
    (NUMERIC_MONTH, numeric_month),
    (NAMED, named),
    (ROMAN_DATE, roman),
    (RANGE, several_days),
    (WEEK, week),
    (PART, part),
    (WHOLE_MONTH, whole_month),
)
