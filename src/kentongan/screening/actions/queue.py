"""The day's queue out of a list: an application for every row that says who applies for what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.engine.spreadsheets.limits import Unreadable
from kentongan.entities.told import Person
from kentongan.regions.queries import resolved_regions
from kentongan.screening.actions.applications import open_application
from kentongan.screening.applicants import Applicant, Told, national_id_key
from kentongan.screening.catalogues import purposes
from kentongan.screening.dated import in_force
from kentongan.screening.facts.blind_lookups import moment_of
from kentongan.screening.facts.papers import plain
from kentongan.screening.interview.answering import NotAnAnswer, day
from kentongan.screening.lists.spreadsheet_rows import Row, rows_in, sentence
from kentongan.screening.models import Application

MOST_ROWS = 500  # a day has some 100 applicants
LONGEST_NAME = 120
HEADINGS = {
    "name": frozenset({"nama", "nama lengkap", "nama pemohon", "pemohon"}),
    "national_id": frozenset({"nik", "nomor nik", "no nik", "nomor ktp", "no ktp"}),
    "birth_date": frozenset({"tanggal lahir", "tgl lahir", "lahir"}),
    "birth_place": frozenset({"tempat lahir"}),
    "purpose": frozenset({"tujuan", "tujuan paspor", "keperluan", "maksud"}),
    "phone": frozenset({"telepon", "nomor telepon", "no hp", "hp", "nomor hp", "no telepon"}),
    "address": frozenset({"alamat"}),
    "village": frozenset({"desa", "kelurahan", "desa kelurahan"}),
    "district": frozenset({"kecamatan", "kec"}),
    "simkim_number": frozenset(
        {"nomor permohonan", "no permohonan", "nomor simkim", "kode permohonan", "no antrean"}
    ),
}
# What people write beside the words of the catalogue.
OTHER_WORDS: Mapping[str, str] = {
    "kerja": "work",
    "tki": "work",
    "pmi": "work",
    "pelaut": "seafarer",
    "abk": "seafarer",
    "umroh": "umrah",
    "hajji": "haj",
    "sekolah": "study",
    "kuliah": "study",
    "belajar": "study",
    "keluarga": "family",
    "wisata": "tourism",
    "liburan": "tourism",
    "berobat": "tourism",
}


@dataclass
class Imported:
    """What became of a list: opened applications, rows known before, rows that are not used."""

    opened: list[Application] = field(default_factory=list)
    known: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def import_queue(*, by: User, content: bytes, now: datetime | None = None) -> Imported:
    """Open an application in the hands of ``by`` for every usable row.

    A row whose national id number was opened today is known. Raises Refused for a file that cannot
    be read; the file is not kept.
    """
    check_may(by, Kind.INTERVIEW, "import_queue")
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    result, known = Imported(), numbers_of_today(by, today)
    for row in checked_rows(content):
        try:
            told = told_in(row, today)
        except NotAnAnswer as fault:
            result.faults.append((row.number, str(fault)))
            continue
        key = national_id_key(told.applicant.person.national_id)
        if key and key in known:
            result.known += 1
            continue
        known.add(key)
        result.opened.append(open_application(by=by, told=told, now=moment))
    record(
        by,
        "interview.queue_imported",
        "application",
        rows=len(result.opened),
        count=result.known,
        failures=len(result.faults),
    )
    return result


def checked_rows(content: bytes) -> list[Row]:
    """The rows of a list of one day; raises Refused."""
    try:
        rows = rows_in(content, HEADINGS, "name")
    except Unreadable as refusal:
        raise Refused(sentence(refusal)) from None
    if len(rows) > MOST_ROWS:
        raise Refused(_("Daftar ini lebih dari 500 baris. Kirim antrean satu hari saja."))
    return rows


def numbers_of_today(by: User, today: date) -> set[str]:
    """The blind keys of the numbers that the office opened today."""
    rows = Application.objects.filter(office=by.office_id, opened_at__gte=moment_of(today))
    return set(rows.exclude(national_id_key="").values_list("national_id_key", flat=True))


def told_in(row: Row, today: date) -> Told:
    """What a row tells; raises NotAnAnswer with what is wrong."""
    said = row.fields
    name = said.get("name", "")[:LONGEST_NAME]
    if sum(letter.isalpha() for letter in name) < 2:
        raise NotAnAnswer(_("Nama pemohon belum ada."))
    code = village_in(said.get("village", ""), said.get("district", ""))
    person = Person(
        name=name,
        national_id=said.get("national_id", ""),
        birth_date=date.fromisoformat(day(born)) if (born := said.get("birth_date")) else None,
        region_code=code,
        phones=tuple(filter(None, (said.get("phone", ""),))),
    )
    applicant = Applicant(
        person=person, birth_place=said.get("birth_place", ""), address=said.get("address", "")
    )
    purpose = purpose_in(said.get("purpose", ""), today)
    return Told(applicant, purpose, code, said.get("simkim_number", ""))


def purpose_in(words: str, today: date) -> str:
    """The purpose that is meant; raises NotAnAnswer."""
    wanted = plain(words)
    for key, told in names_of_purposes(today):
        if wanted and (wanted == told or told in wanted.split()):
            return key
    raise NotAnAnswer(_("Tujuan paspor tidak dikenal: tulis misalnya bekerja, umrah, wisata."))


def names_of_purposes(today: date) -> Iterator[tuple[str, str]]:
    """Purpose and a writing of it."""
    found = in_force(purposes(), today)
    for one in found.values():
        yield one.id, plain(one.label)
        yield one.id, one.id
    yield from ((key, words) for words, key in OTHER_WORDS.items() if key in found)
    yield from ((one.id, plain(one.label).split()[0]) for one in found.values())


def village_in(village: str, district: str) -> str:
    """The code of a village; "" where it is not clear: it is chosen at the counter."""
    words = ", ".join(filter(None, (village, district)))
    found = resolved_regions(words).single if village else None
    return found.code if found else ""
