"""Notices as cells: days, places, numbers and fees as different hands write them in a table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from kentongan.engine.synthetic import (
    Agency,
    DatePrecision,
    Notice,
    Place,
    PlacePrecision,
    ThingKind,
)
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.engine.synthetic.spelling import choice, spell_fee
from kentongan.engine.synthetic.telling import DAY_NAMES
from kentongan.indicators.catalogue import catalogue

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
RECENT = 300  # days; of these the month alone tells the year
EXCEL_EPOCH = date(1899, 12, 30)
OTHER_PHONES = 999_000  # the last thousand invented numbers: used once, behind a real one

# How an agency is written; {district} is left out where it is not known.
AGENCIES: dict[Agency, tuple[str, ...]] = {
    Agency.IMMIGRATION: ("PIMPASA", "Imigrasi", "Kanim", "pimpasa"),
    Agency.POLICE: ("Polsek {district}", "Bhabinkamtibmas", "POLSEK", "Polri"),
    Agency.ARMY: ("Babinsa", "Koramil {district}", "Koramil", "TNI AD"),
    Agency.LABOUR: ("Disnaker", "Dinas Tenaga Kerja", "DISNAKER"),
    Agency.CIVIL_REGISTRY: ("Dukcapil", "Disdukcapil"),
    Agency.RELIGIOUS_AFFAIRS: ("Kemenag", "KUA {district}"),
    Agency.LOCAL_GOVERNMENT: ("Kecamatan {district}", "Kec. {district}", "Pemerintah Desa"),
    Agency.PUBLIC: ("Warga", "Masyarakat", "warga"),
}
UNKNOWN_DAYS = ("", "-", "tidak tahu", "lupa")
NO_REMARKS = ("", "", "", "-", "sudah diteruskan", "perlu didalami", "nihil")


@dataclass(frozen=True)
class Formula:
    """A cell that holds a formula."""

    text: str


type Cell = str | int | float | date | Formula | None
type Row = list[Cell]


@dataclass(frozen=True)
class Hand:
    """How carelessly a list is kept: chances of each carelessness.

    slip: a wrong letter in a village. bare: a village without its kecamatan. yearless: a recent
    week without its year. crowded: three phones in one cell. free: a sign in other words than its
    label, a place without the words for its levels.
    """

    slip: float = 0.25
    bare: float = 0.12
    yearless: float = 0.3
    crowded: float = 0.08
    free: float = 0.6


CARELESS = Hand()
CLEAR = Hand(slip=0.0, bare=0.0, yearless=0.0, free=0.0)


class Writer:
    """Writes one notice after the other with the same hand; equal seeds write equal cells.

    last_day: when the list was finished; a year is left out only where it is clear by then.
    """

    def __init__(self, hand: Hand, seed: int, last_day: date) -> None:
        self.hand = hand
        self.last_day = last_day
        self.rng = np.random.default_rng(seed)
        self._spare = iter(range(OTHER_PHONES, 1_000_000))

    def happens(self, chance: float) -> bool:
        """Whether something of this chance happens."""
        return bool(self.rng.random() < chance)

    def row(self, number: int, notice: Notice) -> Row:
        """The cells of a notice in the order of `sheet.COLUMNS`."""
        accounts, aliases, firms = (
            "; ".join(notice.raw(kind))
            for kind in (ThingKind.ACCOUNT, ThingKind.ALIAS, ThingKind.ORGANISATION)
        )
        return [
            number,
            self.day(notice),
            self.weekday(notice),
            notice.source,
            self.agency(notice),
            notice.text,
            self.place(notice),
            self.phones(notice),
            accounts,
            aliases,
            firms,
            notice.destination,
            notice.job,
            self.fee(notice),
            "; ".join(self.sign(sign) for sign in notice.indicators),
            self.grading(notice),
            self.remarks(notice),
        ]

    def day(self, notice: Notice) -> Cell:
        """The day in one of the ways that its precision allows."""
        day = notice.noticed_on
        if day is None:
            return choice(self.rng, UNKNOWN_DAYS)
        if notice.date_precision is DatePrecision.WEEK:
            return self.week(day)
        if notice.date_precision is DatePrecision.DAY:
            return choice(self.rng, ABOUT_A_DAY)(day)
        return choice(self.rng, EXACT_DAYS)(day)

    def week(self, monday: date) -> str:
        """ "minggu ke-2 Mei": weeks of seven days counted from the first of the month."""
        recent = (self.last_day - monday).days < RECENT
        year = "" if recent and self.happens(self.hand.yearless) else f" {monday.year}"
        word = choice(self.rng, ("minggu ke-{}", "Minggu ke {}", "minggu ke-{} bulan"))
        return f"{word.format((monday.day - 1) // 7 + 1)} {MONTHS[monday.month - 1]}{year}"

    def weekday(self, notice: Notice) -> str:
        """The name of the day where it is known exactly, and somebody cared to write it."""
        exact = notice.date_precision is DatePrecision.EXACT and notice.noticed_on is not None
        known = DAY_NAMES[notice.noticed_on.weekday()] if exact and notice.noticed_on else ""
        return known if self.happens(0.7) else ""

    def agency(self, notice: Notice) -> str:
        """The institution as it is commonly called."""
        district = notice.place.district if notice.place else ""
        return choice(self.rng, AGENCIES[notice.agency]).format(district=district).strip()

    def place(self, notice: Notice) -> str:
        """The village with its kecamatan, badly spelled at times; never a code."""
        if notice.place is None:
            return choice(self.rng, ("", "-"))
        regency = notice.place.regency.removeprefix("Kabupaten ")
        if notice.place_precision is PlacePrecision.DISTRICT:
            form = "Kecamatan {0} {1}" if self.happens(self.hand.free) else "Kec. {0}, Kab. {1}"
            return form.format(notice.place.district, regency)
        if self.happens(self.hand.bare):
            return self.village(notice.place, regency, BARE_PLACES)
        free = self.happens(self.hand.free)
        return self.village(notice.place, regency, FREE_PLACES if free else FULL_PLACES)

    def village(self, place: Place, regency: str, forms: tuple[str, ...]) -> str:
        """A village in one of the forms, in capitals at times."""
        ward = place.code.rpartition(".")[2].startswith("1")
        level = choice(self.rng, ("Kel.", "Kelurahan") if ward else ("Ds.", "Desa", "desa"))
        name = slipped(self.rng, place.name) if self.happens(self.hand.slip) else place.name
        text = choice(self.rng, forms).format(
            level=level, village=name, district=place.district, regency=regency
        )
        return text.upper() if self.happens(0.1) else text

    def phones(self, notice: Notice) -> Cell:
        """The phones as they were written, as a number that lost its zero, or three in one cell."""
        raws = notice.raw(ThingKind.PHONE)
        if not raws:
            return ""
        values = [thing.value for thing in notice.things if thing.kind is ThingKind.PHONE]
        if len(raws) == 1 and self.happens(0.25):
            return int(values[0].removeprefix("+62"))
        if self.happens(self.hand.crowded):
            spare = [f"0{fake_phone(next(self._spare))[3:]}" for _ in range(3 - len(raws))]
            raws = (*raws, *spare)
        return choice(self.rng, ("; ", " / ", "\n", ", ")).join(raws)

    def fee(self, notice: Notice) -> Cell:
        """The fee in words, in figures, or as a number."""
        if notice.fee_rupiah is None:
            return ""
        return notice.fee_rupiah if self.happens(0.2) else spell_fee(self.rng, notice.fee_rupiah)

    def sign(self, name: str) -> str:
        """A sign in one of the wordings that officers use for it."""
        indicator = catalogue()[name]
        words = indicator.aliases if self.happens(self.hand.free) else ()
        return choice(self.rng, (indicator.label, *words))

    def grading(self, notice: Notice) -> str:
        """Source and content graded, such as "B2"."""
        form = choice(self.rng, ("{}{}", "{}-{}", "{} {}", "{}{}"))
        return form.format(notice.reliability, notice.credibility)

    def remarks(self, notice: Notice) -> str:
        """What has no column of its own and is not told in the story."""
        words = {ThingKind.HANDLE: "akun {}", ThingKind.HOLDING_HOUSE: "tempat kumpul {}"}
        told = [
            words[thing.kind].format(thing.raw)
            for thing in notice.things
            if thing.kind in words and thing.raw not in notice.text
        ]
        return "; ".join(told) or choice(self.rng, NO_REMARKS)


def in_words(day: date) -> str:
    """1 Januari 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


type DayStyle = Callable[[date], Cell]

EXACT_DAYS: tuple[DayStyle, ...] = (
    lambda day: day,
    lambda day: day,
    lambda day: day,
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d-%m-%Y}",
    in_words,
    in_words,
    lambda day: f"{DAY_NAMES[day.weekday()]}, {in_words(day)}",
    lambda day: (day - EXCEL_EPOCH).days,  # the format of the cell was lost
)
ABOUT_A_DAY: tuple[DayStyle, ...] = (
    lambda day: f"sekitar {in_words(day)}",
    lambda day: f"± {day:%d/%m/%Y}",
    lambda day: f"kira-kira {in_words(day)}",
)
FULL_PLACES = (
    "{level} {village}, Kec. {district}, Kab. {regency}",
    "{level} {village} kec {district} kab {regency}",
)
FREE_PLACES = ("{level} {village} Kec. {district} {regency}", "{village}, {district}, {regency}")
BARE_PLACES = ("{level} {village}", "{village}", "{village} {regency}")

SHORTEST_SLIPPED = 5


def slipped(rng: np.random.Generator, name: str) -> str:
    """The name with one slip: two letters swapped, one left out, one doubled, a vowel changed.

    Short names and the first letter stay, so that a person would still read the same village.
    """
    if len(name) < SHORTEST_SLIPPED:
        return name
    at = int(rng.integers(1, len(name) - 2))
    slips = (
        f"{name[:at]}{name[at + 1]}{name[at]}{name[at + 2 :]}",
        f"{name[:at]}{name[at + 1 :]}",
        f"{name[: at + 1]}{name[at:]}",
        name[:at] + name[at:].replace("u", "oe", 1),
    )
    return choice(rng, slips)
