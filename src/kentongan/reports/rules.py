"""What a report must say to be kept; pure, today is passed in. Also the source name of a report."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import Field
from django.utils.translation import gettext as _
from lokal import parse_rupiah

from kentongan.entities.told import Person, write_person
from kentongan.reports.content import Content
from kentongan.reports.models import (
    Credibility,
    PlacePrecision,
    Reliability,
    Revision,
    SourceKind,
    TimePrecision,
)

# A village officer's longest note in the reference texts is 2,300 characters; a pasted WhatsApp
# thread runs to about 15,000.
LONGEST_TEXT = 20_000
# A report of ticked signs without a word of its own begins like this, in the language of the
# stored record; detection knows the labels of the signs and does not take them for own words.
SIGNS_ALONE = "Tanda yang terlihat: "
LONGEST = {"place_text": 200, "destination": 80, "job": 80, "fee": 80}
MOST_THINGS = 50
MOST_PEOPLE = 10
LONGEST_THING = 300
# A year like 0206 or 1926 is a slip of the finger, not a memory.
EARLIEST = date(2000, 1, 1)
# Nobody is asked for less; a bare "15" meant thousands or millions, and only the writer knows.
LEAST_FEE = 10_000
# A thousand billion; what is more is a slip, and soon more than a column or a float can hold.
MOST_FEE = 1_000_000_000_000
# Sets: Django builds ``.values`` anew at every look, which costs a long import a second.
CHOICES = {
    "place_precision": frozenset(PlacePrecision.values),
    "time_precision": frozenset(TimePrecision.values),
    "source_kind": frozenset(SourceKind.values),
    "reliability": frozenset(Reliability.values),
    "credibility": frozenset(Credibility.values),
}
# "28-48 juta" is two amounts; the library would add them up.
RANGE = re.compile(r"\d\s*(?:[-–—/]|s/?d\.?|sampai|hingga)\s*\d", re.IGNORECASE)


def source_of(uuid: UUID) -> str:
    """How the lower folders name a report: ``report:<uuid>``."""
    return f"report:{uuid}"


def rupiah(text: str) -> int | None:
    """Whole rupiah of a written fee ("15 juta", "Rp1,5jt").

    None for a range, another currency, and more than ``MOST_FEE``.
    """
    if RANGE.search(text) or text.lstrip().startswith("-"):
        return None
    try:
        parsed = parse_rupiah(text)
    except (ArithmeticError, ValueError):  # over 28 digits; points and commas in no order
        return None
    return int(parsed.amount) if parsed and parsed.amount <= MOST_FEE else None


def place_faults(content: Content) -> Iterator[str]:
    """What is wrong with where."""
    unsure = content.place_precision == PlacePrecision.UNSURE
    if not unsure and content.region_id is None:
        yield _("Pilih desa, kecamatan, atau kabupatennya, atau pilih “Belum pasti”.")
    if unsure and content.region_id is not None:
        yield _("Tempatnya sudah dipilih, jadi bukan “Belum pasti”.")
    if (content.region_id is None) != (content.region_code == ""):
        yield _("Kode wilayah tidak cocok dengan wilayahnya.")


def time_faults(content: Content, today: date) -> Iterator[str]:
    """What is wrong with when."""
    unknown = content.time_precision == TimePrecision.UNKNOWN
    if unknown != (content.noticed_on is None):
        yield _("Isi tanggalnya, atau pilih “Tidak tahu”.")
    if content.noticed_on is None:
        return
    if content.noticed_on > today:
        yield _("Tanggal itu belum tiba. Isi tanggal saat hal itu terlihat.")
    if content.noticed_on < EARLIEST:
        yield _("Tahunnya terlalu lama. Periksa kembali tanggalnya.")


def texts_of(person: Person) -> Iterator[str]:
    """Every text that is told of a person."""
    for value in write_person(person).values():
        yield from [value] if isinstance(value, str) else value


def length_faults(content: Content) -> Iterator[str]:
    """What is too long to keep."""
    if len(content.noticed) > LONGEST_TEXT:
        yield _("Ceritanya terlalu panjang. Bagi menjadi dua laporan.")
    for name, longest in LONGEST.items():
        if len(getattr(content, name)) > longest:
            yield _("Isian “%(name)s” terlalu panjang: paling banyak %(longest)d huruf.") % {
                "name": cast("Field[Any, Any]", Revision._meta.get_field(name)).verbose_name,
                "longest": longest,
            }
    if len(content.things) > MOST_THINGS:
        yield _("Terlalu banyak nomor dan nama. Bagi menjadi dua laporan.")
    if len(content.people) > MOST_PEOPLE:
        yield _("Terlalu banyak orang dalam satu laporan. Bagi menjadi dua laporan.")
    if any(len(text) > LONGEST_THING for one in content.people for text in texts_of(one.person)):
        yield _("Satu nama atau nomor orang terlalu panjang. Periksa kembali.")
    if any(len(thing.raw) > LONGEST_THING for thing in content.things):
        yield _("Satu nomor atau nama terlalu panjang. Pisahkan dengan baris baru.")


def faults(content: Content, today: date) -> list[str]:
    """Indonesian sentences on what must be put right before this can be kept; empty when fine."""
    found = [] if content.noticed else [_("Tulis apa yang terlihat, atau centang satu tanda.")]
    found += [*place_faults(content), *time_faults(content, today), *length_faults(content)]
    if any(getattr(content, name) not in kinds for name, kinds in CHOICES.items()):
        found.append(_("Satu pilihan tidak dikenal. Muat ulang halaman ini."))
    return found


# What the chips "when" stand for: days back from today, and how exact that is.
RELATIVE = {
    "today": (0, TimePrecision.EXACT),
    "yesterday": (1, TimePrecision.EXACT),
    "week": (0, TimePrecision.WEEK),
    "month": (0, TimePrecision.MONTH),
}
WITH_A_DAY = {precision.value for precision in TimePrecision} - {TimePrecision.UNKNOWN.value}


def moment(when: str, day: date | None, today: date) -> tuple[date | None, str]:
    """The day and its precision from a chip and a date field; a given day alone is exact.

    Raises ValueError with an Indonesian sentence when they say nothing or contradict each other.
    """
    if day is not None:
        return dated_moment(when, day, today)
    if when == TimePrecision.UNKNOWN:
        return None, TimePrecision.UNKNOWN
    if when not in RELATIVE:
        raise ValueError(_("Pilih kapan hal itu terlihat, atau “Tidak tahu”."))
    days_back, precision = RELATIVE[when]
    return today - timedelta(days=days_back), precision


def dated_moment(when: str, day: date, today: date) -> tuple[date, str]:
    """The given day with the precision of the chip; raises ValueError on a contradiction."""
    if when in WITH_A_DAY:
        return day, when
    days_back, precision = RELATIVE.get(when, (None, TimePrecision.EXACT))
    same_day = days_back is None or today - timedelta(days=days_back) == day
    if when == TimePrecision.UNKNOWN or not same_day:
        raise ValueError(_("Anda memilih dua waktu. Kosongkan tanggalnya atau pilih waktu lain."))
    return day, precision
