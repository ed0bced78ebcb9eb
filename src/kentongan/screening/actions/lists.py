"""Loading a dated list of licensed firms; an earlier list is never changed."""

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import Office, User
from kentongan.audit.actions import record
from kentongan.engine.spreadsheets.limits import Unreadable
from kentongan.screening.interview.stated import span_of
from kentongan.screening.lists.queries import LONGEST_NAME, name_key
from kentongan.screening.lists.spreadsheet_rows import Row, rows_in, sentence
from kentongan.screening.models import LicenceEntry, LicenceList, ListKind

LONGEST_SOURCE, LONGEST_NUMBER = 200, 80
FEWEST_LETTERS = 5
HEADINGS = {
    "name": frozenset(
        {
            *("nama", "nama perusahaan", "perusahaan", "nama p3mi", "p3mi", "nama ppiu", "ppiu"),
            *("nama pihk", "pihk", "nama biro", "penyelenggara", "nama penyelenggara"),
            *("nama lembaga", "lembaga", "nama lpk", "nama badan usaha"),
        }
    ),
    "number": frozenset(
        {
            *("nomor izin", "no izin", "izin", "nomor sk", "no sk", "sk", "nomor sip3mi"),
            *("sip3mi", "nomor siuppak", "siuppak"),
        }
    ),
    "ends_on": frozenset(
        {"berlaku sampai", "berlaku hingga", "masa berlaku", "berakhir", "tanggal berakhir"}
    ),
}


@transaction.atomic
def load_list(
    *, by: User, kind: str, listed_on: date, source: str, content: bytes,
    now: datetime | None = None,
) -> LicenceList:  # fmt: skip
    """Keep a list as it was on a day. Raises Refused: without the right, for a day to come, a list
    of that day that is there already, and a file that cannot be read or names nobody."""
    moment = now or timezone.now()
    office = check_may_load(by)
    check_list(office, kind, listed_on, source, timezone.localdate(moment))
    entries = entries_in(content)
    made = LicenceList.objects.create(
        office=office, kind=kind, listed_on=listed_on, source=source.strip(),
        digest=hashlib.sha256(content).hexdigest(), loaded_by=by, loaded_at=moment,
    )  # fmt: skip
    for one in entries:
        one.licence_list = made
    LicenceEntry.objects.bulk_create(entries, batch_size=500)
    record(by, "licence_list.loaded", f"licence_list:{made.pk}", kind=kind, rows=len(entries))
    return made


def check_may_load(by: User) -> Office:
    """The right itself; gives the office whose list it is."""
    check_may(by, Kind.INTERVIEW, "load_list")
    if by.office is None:
        raise Refused(_("Anda belum ditempatkan di kantor. Hubungi admin sistem."))
    return by.office


def check_list(office: Office, kind: str, listed_on: date, source: str, today: date) -> None:
    """Raises Refused for what no list can be."""
    if kind not in ListKind.values:
        raise Refused(_("Pilih jenis daftarnya."))
    if listed_on > today:
        raise Refused(_("Tanggal daftar tidak boleh sesudah hari ini."))
    letters = sum(letter.isalpha() for letter in source)
    if letters < FEWEST_LETTERS or len(source) > LONGEST_SOURCE:
        raise Refused(_("Tulis sumber daftar, misalnya alamat laman dan siapa yang mengunduh."))
    if LicenceList.objects.filter(office=office, kind=kind, listed_on=listed_on).exists():
        raise Refused(_("Daftar jenis ini untuk tanggal itu sudah dimuat. Pilih tanggal lain."))


def entries_in(content: bytes) -> list[LicenceEntry]:
    """The names in a file, each once; raises Refused."""
    try:
        rows = rows_in(content, HEADINGS, "name")
    except Unreadable as refusal:
        raise Refused(sentence(refusal)) from None
    found = {one.key: one for row in rows if (one := entry_of(row)).key}
    if not found:
        raise Refused(_("Tidak ada nama di bawah judul kolom. Periksa berkasnya."))
    return list(found.values())


def entry_of(row: Row) -> LicenceEntry:
    """One row as an entry; its key is "" where nothing can be a name."""
    name = row.fields.get("name", "")[:LONGEST_NAME]
    ends = span_of(row.fields.get("ends_on", ""))
    return LicenceEntry(
        name=name,
        key=name_key(name),
        number=row.fields.get("number", "")[:LONGEST_NUMBER],
        ends_on=ends[1] if ends else None,
    )
