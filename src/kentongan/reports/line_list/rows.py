"""One row understood: what report it makes, what a person must put right, what was only a guess."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kentongan.accounts.models import Agency
from kentongan.entities.told import Written
from kentongan.reports.content import Content, tidied
from kentongan.reports.line_list.agencies import AgencyFinder
from kentongan.reports.line_list.cells import (
    Inexact,
    is_nothing,
    no_label,
    several,
    several_phones,
    several_routes,
    text_of,
)
from kentongan.reports.line_list.dates import UNDATED, Unclear, When, shortened, understood_date
from kentongan.reports.line_list.fees import understood_fee
from kentongan.reports.line_list.gradings import understood_grading, understood_source_kind
from kentongan.reports.line_list.identity import identity_of, plain
from kentongan.reports.line_list.places import Place, PlaceFinder
from kentongan.reports.line_list.skipping import heading_words, reason_to_skip
from kentongan.reports.models import RowStatus
from kentongan.reports.rules import faults

# Field → kind of thing; phones and journeys are split by rules of their own.
THING_FIELDS = {
    "accounts": "account",
    "handles": "handle",
    "aliases": "alias",
    "organisations": "organisation",
    "holding_houses": "holding_house",
    "meeting_places": "place",
}
# Words that stand in a story for good: Indonesian whoever imports, so never translated.
SIGN, CONTACT, REMARK = "Tanda", "Kontak", "Keterangan"
UNUSED = {"number", "ignored", "personal", "report_code"}


@dataclass
class Table:
    """What is the same for all rows of one line list."""

    columns: dict[str, list[int]]
    headings: Sequence[str]
    today: date
    places: PlaceFinder
    agencies: AgencyFinder
    match_label: Callable[[str], list[str]]
    readable_phone: Callable[[str], bool]
    is_label: Callable[[str], bool] = no_label
    heading_words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.heading_words = heading_words(self.headings)


@dataclass
class Row:
    """One row on its way: what was understood, with faults (to put right) and notes (guesses)."""

    cells: Sequence[Any]
    formulas: Sequence[int] = ()
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)  # for the identity


@dataclass(frozen=True)
class Understood:
    """The outcome of one row; ``content`` and ``agency`` are None when it makes no report."""

    status: str
    messages: tuple[str, ...]
    content: Content | None = None
    agency: Agency | None = None
    voice: str = ""
    identity: str = ""


def understood(cells: Sequence[Any], formulas: Sequence[int], table: Table) -> Understood:
    """What becomes of a row, seen alone (repetition is a question for the whole list)."""
    if reason := reason_to_skip(cells, table.columns, table.heading_words):
        return Understood(RowStatus.SKIPPED, (reason,))
    row = Row(cells, formulas)
    check_formulas(row, table)
    reporter = one(row, table, "reporter")
    agency = agency_of(row, table, reporter)
    content = tidied(content_of_row(row, table))
    row.faults += [fault for fault in faults(content, table.today) if fault not in row.faults]
    if row.faults:
        sentences = dict.fromkeys(row.faults + row.notes)
        return Understood(RowStatus.REJECTED, tuple(sentences))
    return Understood(
        RowStatus.QUESTION if row.notes else RowStatus.ACCEPTED,
        tuple(row.notes),
        content,
        agency,
        voice_of(agency.pk, reporter),
        identity_of(row.said),
    )


def check_formulas(row: Row, table: Table) -> None:
    """A formula in a column that is used must become a value first."""
    used = {
        place for name, places in table.columns.items() if name not in UNUSED for place in places
    }
    bad = sorted(used.intersection(row.formulas))
    if bad:
        names = ", ".join(heading_name(place, table) for place in bad[:5])
        row.faults.append(
            _(
                "Ada rumus di kolom %(names)s. Salin sel itu, lalu Tempel Khusus sebagai Nilai, "
                "supaya isinya pasti."
            )
            % {"names": names}
        )


def heading_name(place: int, table: Table) -> str:
    """A column by its heading, or by its letter where it has none."""
    if place < len(table.headings) and table.headings[place]:
        return f"“{table.headings[place][:40]}”"
    return column_letters(place)


def column_letters(place: int) -> str:
    """0 is ``A``, 26 is ``AA``."""
    letters, rest = "", place + 1
    while rest:
        rest, step = divmod(rest - 1, 26)
        letters = chr(65 + step) + letters
    return letters


def raw_cells(row: Row, table: Table, name: str) -> list[Any]:
    """The filled cells of a field."""
    places = table.columns.get(name, ())
    found = [row.cells[place] for place in places if place < len(row.cells)]
    return [cell for cell in found if cell != ""]


def texts(row: Row, table: Table, name: str) -> list[str]:
    """The texts of a field; a rounded number becomes a fault of the row."""
    if name not in table.columns:
        return []
    found = []
    for cell in raw_cells(row, table, name):
        try:
            text = text_of(cell)
        except Inexact as problem:
            row.faults.append(problem.sentence)
            continue
        if not is_nothing(text):
            found.append(text)
    if found:
        row.said[name] = "\n".join(found)
    return found


def one(row: Row, table: Table, name: str) -> str:
    """The text of a field on one line."""
    return " ".join(" ".join(texts(row, table, name)).split())


def agency_of(row: Row, table: Table, reporter: str) -> Agency:
    """The agency that speaks; an unknown one becomes a note."""
    agency, note = table.agencies.find(one(row, table, "agency"), reporter)
    if note:
        row.notes.append(note)
    return agency


def content_of_row(row: Row, table: Table) -> Content:
    """Everything a report says, with faults and notes left on the row."""
    when = when_of(row, table)
    place = place_of(row, table)
    indicators, unknown = indicators_of(row, table)
    things, unread = things_of(row, table)
    fee, rupiah = fee_of(row, table)
    reliability, credibility = grading_of(row, table)
    return Content(
        noticed=story(row, table, [*unknown, *unread]),
        region_id=place.region_id,
        region_code=place.region_code,
        place_text=place.text,
        place_precision=place.precision,
        noticed_on=when.on,
        time_precision=when.precision,
        indicators=tuple(indicators),
        things=tuple(things),
        destination=one(row, table, "destination"),
        job=one(row, table, "job"),
        fee=fee,
        fee_rupiah=rupiah,
        source_kind=source_kind_of(row, table),
        reliability=reliability,
        credibility=credibility,
    )


def when_of(row: Row, table: Table) -> When:
    """The day; one that cannot be is a fault, an empty one a note."""
    cells = raw_cells(row, table, "noticed_on")
    try:
        when = understood_date(cells[0], table.today) if cells else UNDATED
    except Unclear as problem:
        row.faults.append(problem.sentence)
        return UNDATED
    if when.on is None:
        row.notes.append(_("Tanggalnya kosong; dicatat “tidak tahu”. Isi bila diketahui."))
    elif when.note:
        row.notes.append(when.note)
    if when.on:
        row.said["noticed_on"] = f"{when.on.isoformat()} {when.precision}"
    return when


def place_of(row: Row, table: Table) -> Place:
    """The area; where the words fit several villages it stays coarse, with the choice as a note."""
    words = {name: one(row, table, name) for name in ("village", "district", "regency", "place")}
    found = table.places.find(**words)
    if found.note:
        row.notes.append(found.note)
    return found


def indicators_of(row: Row, table: Table) -> tuple[list[str], list[str]]:
    """The indicator ids, and the words that name none (they stay in the story)."""
    known: list[str] = []
    unknown: list[str] = []
    for text in texts(row, table, "indicators"):
        for part in several(text, table.is_label):
            found = table.match_label(part)
            known += found
            if not found:
                unknown.append(part)
    if unknown:
        row.notes.append(
            _("Tanda “%(words)s” tidak dikenal; tulisannya disimpan dalam cerita.")
            % {"words": shortened("; ".join(unknown))}
        )
    return list(dict.fromkeys(known)), [f"{SIGN}: {word}" for word in unknown]


def things_of(row: Row, table: Table) -> tuple[list[Written], list[str]]:
    """Numbers, accounts, names; and the phone texts that are none (they stay in the story)."""
    things, unread = phones_of(row, table)
    for name, kind in THING_FIELDS.items():
        for text in texts(row, table, name):
            things += [Written(kind, part) for part in several(text)]
    for text in texts(row, table, "routes"):
        things += [Written("route", part) for part in several_routes(text)]
    return things, unread


def phones_of(row: Row, table: Table) -> tuple[list[Written], list[str]]:
    """The phone numbers, and the words in their columns that are none."""
    parts = [part for text in texts(row, table, "phones") for part in several_phones(text)]
    good = [part for part in parts if table.readable_phone(part)]
    bad = [part for part in parts if part not in good]
    if parts:
        row.said["phones"] = " ".join(sorted(plain_phone(part) for part in parts))
    if bad:
        row.notes.append(
            _("“%(words)s” bukan nomor telepon yang lengkap; disimpan dalam cerita saja.")
            % {"words": shortened("; ".join(bad))}
        )
    return [Written("phone", part) for part in good], [f"{CONTACT}: {part}" for part in bad]


def plain_phone(text: str) -> str:
    """The digits of a number, 0 for +62; whatever else is written counts as it stands."""
    digits = "".join(character for character in text if character.isdigit())
    if len(digits) < 6:
        return plain(text)
    return f"0{digits[2:]}" if digits.startswith("62") else digits


def fee_of(row: Row, table: Table) -> tuple[str, int | None]:
    """The fee as written and in rupiah."""
    cells = raw_cells(row, table, "fee")
    if not cells:
        return "", None
    try:
        text, rupiah, note = understood_fee(cells[0])
    except Inexact as problem:
        row.faults.append(problem.sentence)
        return "", None
    if note:
        row.notes.append(note)
    row.said["fee"] = text if rupiah is None else str(rupiah)
    return text, rupiah


def grading_of(row: Row, table: Table) -> tuple[str, str]:
    """The 6×6 grading; words that are none become a note."""
    written = " ".join(texts(row, table, "grading"))
    found = understood_grading(written) if written else None
    if written and not found:
        row.notes.append(
            _("Nilai “%(text)s” tidak terbaca. Tulis huruf A–F dan angka 1–6, misalnya B2.")
            % {"text": shortened(written)}
        )
    return found or ("F", "6")


def source_kind_of(row: Row, table: Table) -> str:
    """How the reporter knows; told, unless the words say otherwise."""
    return understood_source_kind(one(row, table, "source_kind")) or "told"


def story(row: Row, table: Table, more: list[str]) -> str:
    """What was noticed: the narrative, else the signs, then the remarks and what fits nowhere."""
    parts = texts(row, table, "narrative")
    if not parts and (signs := texts(row, table, "indicators")):
        parts = [f"{SIGN}: {'; '.join(signs)}"]
    if not parts:
        return ""
    parts += [f"{REMARK}: {text}" for text in texts(row, table, "remarks")]
    return "\n".join([*parts, *more])


@lru_cache(maxsize=4096)
def voice_of(agency_id: int, reporter: str) -> str:
    """Who told it, the same for the same person everywhere; the name itself is not kept."""
    if not plain(reporter):
        return f"{agency_id}:"
    digest = salted_hmac("kentongan.voice", plain(reporter), algorithm="sha256").hexdigest()
    return f"{agency_id}:{digest[:24]}"
