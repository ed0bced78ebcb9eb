"""Forty words and numbers that stand nowhere else, planted through forms and imports.

``kinds`` says in which kinds of record a canary may turn up: where it was written, and where the
product means to carry it. Anywhere else it has leaked, whoever reads it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone

from acceptance.access import facts, papers, sight
from acceptance.access.browser import browser_of
from acceptance.access.world import FOREIGN, IN_OFFICE, POSTED, World
from kentongan.access.sealing.envelope import Identity
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert
from kentongan.entities.models import Mention, Thing
from kentongan.reports.models import ImportBatch, Report
from kentongan.screening.models import Application
from kentongan.website import worker

HOW_MANY = 40
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.\-()]+(?=\d)")
SYLLABLES = [c + v for c in "bdgjklmnprstw" for v in "aiueo"]
TEXT = frozenset({"report"})
IN_A_FILE = frozenset({"report", "import"})
TOLD = frozenset({"report", "entity", "alert"})
NAMED = TOLD | {"person"}  # an alias told with a number is somebody suspected
PROTECTED = frozenset({"protected_person"})
AT_THE_DESK = frozenset({"interview"})
APPLYING = AT_THE_DESK | {"applicant"}
TOLD_IN_A_FILE = TOLD | {"import"}


@dataclass(frozen=True)
class Canary:
    """``bare``: what is looked for, digits without what stands between them.

    ``is_shown``: whether any page ever shows it, to anybody.
    """

    name: str
    text: str
    kinds: frozenset[str]
    is_shown: bool = True

    @property
    def bare(self) -> str:
        """The part that stays the same in every writing of it."""
        digits = re.sub(r"\D", "", self.text)
        return digits.lstrip("0") if len(digits) >= 8 else self.text

    @property
    def is_number(self) -> bool:
        """Whether it is looked for by its digits."""
        return self.bare.isdecimal()


@dataclass
class Flock:
    """All canaries by name."""

    random: Random
    canaries: dict[str, Canary] = field(default_factory=dict)

    def word(self, name: str, kinds: frozenset[str] = TEXT) -> str:
        """A made-up name of two words."""
        made = ["".join(self.random.choices(SYLLABLES, k=4)).title() for _word in range(2)]
        return self.keep(name, " ".join(made), kinds)

    def hidden(self, name: str, kinds: frozenset[str]) -> str:
        """A word that a record keeps and that nobody may find."""
        text = self.word(name, kinds)
        self.canaries[name] = replace(self.canaries[name], is_shown=False)
        return text

    def phone(self, name: str, kinds: frozenset[str] = TOLD) -> str:
        """A number of the block that nobody is given."""
        return self.keep(name, f"0850 00{self.digits(2)} {self.digits(4)}", kinds)

    def nik(self, name: str, kinds: frozenset[str] = TEXT) -> str:
        """Sixteen digits of a province that does not exist."""
        return self.keep(name, f"99{self.digits(14)}", kinds)

    def digits(self, count: int) -> str:
        """Random digits."""
        return "".join(self.random.choices("123456789", k=count))

    def keep(self, name: str, text: str, kinds: frozenset[str]) -> str:
        """Remember a canary; returns its text."""
        self.canaries[name] = Canary(name, text, kinds)
        return text


def found_in(text: str, canaries: Iterable[Canary]) -> set[str]:
    """The names of the canaries in a text, whatever stands between their digits."""
    bare = BETWEEN_DIGITS.sub("", text)
    return {one.name for one in canaries if one.bare in (bare if one.is_number else text)}


# --- planting ---------------------------------------------------------------------------------


def plant(made: World) -> Flock:
    """Everything through the pages; then the worker does what it does."""
    flock = Flock(Random(made.seed * 7 + 1))
    village, analyst = made.people[RoleKey.VILLAGE_OFFICER], made.people[RoleKey.ANALYST]
    police = made.people[RoleKey.POLICE_VILLAGE_OFFICER]
    stranger = made.strangers[RoleKey.ANALYST]
    for name, by, relation in (
        ("desa", village, POSTED),
        ("polisi", police, POSTED),
        ("kantor", analyst, IN_OFFICE),
        ("asing", stranger, FOREIGN),
    ):
        plant_report(made, flock, name, by, relation)
    plant_protected(flock, village)
    plant_shared_phone(made, flock)
    plant_file(made, flock, "daftar", analyst, IN_OFFICE)
    plant_file(made, flock, "daftar-asing", stranger, FOREIGN)
    work()
    plant_notes(made, flock)
    plant_standing(made, flock)
    plant_papers(made, flock)
    plant_identity(made, flock)
    plant_application(made, flock)
    work()
    return flock


def work() -> None:
    """All that the worker does, without waiting for its clock."""
    for chore in worker.WORK:
        chore.do(timezone.now())


def sent(user: User, path: str, fields: dict[str, Any]) -> None:
    """A form sent by somebody; raises RuntimeError when it was not taken."""
    answer = browser_of(user).post(path, fields)
    if answer.status_code != 302:
        raise RuntimeError(f"{path} answered {answer.status_code} to {sorted(fields)}")


def report_fields(made: World, relation: str, noticed: str) -> dict[str, str]:
    """The report form, filled in."""
    place = made.places[relation].code
    return {"uuid": str(made.uuid()), "place": place, "when": "today", "noticed": noticed}


def plant_report(made: World, flock: Flock, name: str, by: User, relation: str) -> None:
    """Six canaries in one report: who, which NIK, which number, alias, place, and job."""
    person, nik = flock.word(f"{name} nama"), flock.nik(f"{name} nik")
    fields = report_fields(made, relation, f"Calon bernama {person}, NIK {nik}, akan berangkat.")
    phone, alias = flock.phone(f"{name} telepon", NAMED), flock.word(f"{name} alias", NAMED)
    fields["things"] = f"{phone}\n{alias}"
    fields["job"] = flock.word(f"{name} pekerjaan")
    fields["destination"] = flock.word(f"{name} tujuan")
    sent(by, "/laporan/baru/", fields)


def plant_protected(flock: Flock, by: User) -> None:
    """Whom the author of a report notes beside it: a name and a number that he alone finds."""
    report = Report.objects.filter(author=by).earliest("pk")
    fields = {
        "person_name": flock.word("dilindungi nama", PROTECTED),
        "person_phone": flock.phone("dilindungi telepon", PROTECTED),
    }
    sent(by, f"/laporan/{report.uuid}/lindungi/", fields)


def plant_shared_phone(made: World, flock: Flock) -> None:
    """The same number told by three agencies, so that an alert is raised about it."""
    phone = flock.phone("bersama telepon")
    for role in ("village_officer", "police_village_officer", "labour_officer"):
        fields = report_fields(made, POSTED, f"Orang dengan nomor {phone} menawari kerja.")
        sent(made.people[role], "/laporan/baru/", fields)


def plant_file(made: World, flock: Flock, name: str, by: User, relation: str) -> None:
    """A line list: file name, a good row, and a row that is refused."""
    person, note = flock.word(f"{name} nama", IN_A_FILE), flock.word(f"{name} catatan", IN_A_FILE)
    phone = flock.phone(f"{name} telepon", TOLD_IN_A_FILE)
    refused = flock.word(f"{name} baris ditolak", frozenset({"import"}))
    village = made.places[relation].name
    lines = (
        "Tanggal;Uraian Kejadian;Lokasi;No. HP;Ket",
        f"20/11/2026;Calon {person} dijemput;Desa {village};{phone};{note}",
        f"99/99/2026;Calon {refused} dijemput;Desa {village};;",
    )
    file_name = flock.word(f"{name} nama berkas", frozenset({"import"}))
    content = "\n".join(lines).encode()
    upload = SimpleUploadedFile(f"{file_name}.csv", content, content_type="text/csv")
    sent(by, "/laporan/impor/", {"file": upload})
    work()
    batch = ImportBatch.objects.latest("pk")
    sent(by, f"/laporan/impor/{batch.pk}/masukkan/", {})


def plant_notes(made: World, flock: Flock) -> None:
    """What officers write beside a record: on an alert, a thing, a revision."""
    analyst = made.people[RoleKey.ANALYST]
    phone = flock.canaries["bersama telepon"]
    told = (one for one in Thing.objects.filter(kind="phone") if found_in(one.display, [phone]))
    thing = next(told)
    reason = flock.word("hal alasan", frozenset({"entity"}))
    alert = Alert.objects.filter(office=made.home, kind="same_thing").first()
    if alert is None:
        raise RuntimeError("the shared number raised no alert")
    note = flock.word("peringatan catatan", frozenset({"alert"}))
    sent(analyst, f"/peringatan/{alert.pk}/ambil/", {"take-catatan": f"Saya hubungi {note}."})
    sent(analyst, f"/hal/{thing.pk}/nilai/", {"is_hub": "", "reason": f"Menurut {reason}."})
    revise(made, flock)


def revise(made: World, flock: Flock) -> None:
    """The first report gets another revision with a place and a reason."""
    village = made.people[RoleKey.VILLAGE_OFFICER]
    report = Report.objects.filter(author=village).earliest("pk")
    says = report.current
    if says is None:
        raise RuntimeError("a report without a revision")
    fields = report_fields(made, POSTED, says.noticed) | {
        "when": "day",
        "noticed_on": timezone.localdate().isoformat(),
        "reason": flock.word("revisi alasan"),
        "fee": flock.word("revisi biaya"),
        "based_on": str(says.number),
        "things": "\n".join(thing["raw"] for thing in says.things),
    }
    sent(village, f"/laporan/{report.uuid}/ubah/", fields)


def plant_standing(made: World, flock: Flock) -> None:
    """Reasons beside a record: who stands too near, what is excluded, an emergency, a label."""
    village = made.people[RoleKey.VILLAGE_OFFICER]
    head, auditor = made.people[RoleKey.SECTION_HEAD], made.people[RoleKey.AUDITOR]
    report = Report.objects.filter(author=village).earliest("pk")
    subject, case = f"report:{report.uuid}", frozenset({"case"})
    near = {
        "wilayah": made.places[FOREIGN].code,
        "alasan": f"Sepupu {flock.word('benturan alasan', case)}.",
    }
    sent(village, "/akses/benturan/", near)
    why = f"Nyawa {flock.word('darurat alasan', case)} terancam malam ini juga."
    sent(auditor, "/akses/darurat/", {"catatan": subject, "sebab": "life", "alasan": why})
    why = f"Menyangkut {flock.word('tingkat alasan', case)}, seorang anak di bawah umur."
    sent(head, f"/akses/catatan/{subject}/tingkat/", {"tingkat": "4", "alasan": why})


def plant_papers(made: World, flock: Flock) -> None:
    """What the privacy pages take: a reason to hold, an incident."""
    head, privacy = made.people[RoleKey.SECTION_HEAD], frozenset({"privacy"})
    alert = Alert.objects.filter(office=made.home).earliest("pk")
    hold = {
        "yang_ditahan": f"alert:{alert.pk}",
        "alasan": f"Dipakai di sidang {flock.word('penahanan alasan', privacy)} bulan depan.",
        "dasar": f"Surat {flock.word('penahanan dasar', privacy)}",
        "ditinjau": (timezone.localdate() + timedelta(days=30)).isoformat(),
    }
    sent(head, "/privasi/penahanan/", hold)


def plant_identity(made: World, flock: Flock) -> None:
    """Who told a report, sealed: nobody ever finds it, and no row holds it."""
    nobody: frozenset[str] = frozenset()
    told = Identity(
        flock.word("pelapor nama", nobody), flock.phone("pelapor telepon", nobody),
        flock.word("pelapor alamat", nobody), "tetangga", flock.word("pelapor pesan", nobody),
    )  # fmt: skip
    papers.put_identity(made, made.people[RoleKey.VILLAGE_OFFICER], POSTED, told)


def plant_application(made: World, flock: Flock) -> None:
    """An application at the passport desk: who applies, what is said, felt and proposed."""
    officer = made.people[RoleKey.PASSPORT_OFFICER]
    fields = {
        "name": flock.word("pemohon nama", APPLYING),
        "national_id": flock.nik("pemohon nik", APPLYING),
        "phone": flock.phone("pemohon telepon", APPLYING),
        "sponsor": flock.word("pemohon sponsor", APPLYING),
        "address": flock.word("pemohon alamat", AT_THE_DESK),
        "simkim_number": flock.word("pemohon simkim", AT_THE_DESK),
        "purpose": "work",
        "region_code": made.places[POSTED].code,
    }
    sent(officer, "/permohonan/baru/", fields)
    uuid = Application.objects.filter(handler=officer).latest("pk").uuid
    said = {
        "officer_words": f"Catatan {flock.word('loket catatan', AT_THE_DESK)}.",
        "applicant_words": f"Kata {flock.word('loket kata pemohon', AT_THE_DESK)}.",
    }
    sent(officer, f"/loket/{uuid}/catatan/", said)
    felt = {"words": f"Tampak {flock.hidden('loket kesan', AT_THE_DESK)}."}
    sent(officer, f"/loket/{uuid}/kesan/", felt)
    why = f"Dokumen {flock.word('usulan alasan', AT_THE_DESK)} lengkap."
    proposed = {"propose-alasan": "I1", "propose-kata": why}
    sent(officer, f"/permohonan/{uuid}/usul/", proposed)


# --- where they stand -------------------------------------------------------------------------


def standing(flock: Flock) -> tuple[dict[str, list[Model]], list[str]]:
    """The records that hold each canary; and those that hold one where none belongs."""
    records: dict[str, list[Model]] = {name: [] for name in flock.canaries}
    strays: list[str] = []
    for record in every_record():
        for name in found_in(text_of(record), flock.canaries.values()):
            if sight.kind_of(record) in flock.canaries[name].kinds:
                records[name].append(record)
            elif sight.kind_of(record) or not is_withdrawn(record):
                strays.append(f"{name} in {facts.name_of(record)}")
    return records, strays


def is_withdrawn(record: Model) -> bool:
    """Whether it is a mention that was taken back, which nobody reads."""
    return isinstance(record, Mention | Thing)


def every_record() -> Iterable[Model]:
    """Every row of every table of the product but the areas, as the software reads it."""
    for model in facts.product_models():
        if model._meta.label_lower != "regions.region":
            yield from model._default_manager.all()


def text_of(record: Model) -> str:
    """All that a row says, opened where it is kept encrypted."""
    values = (getattr(record, one.attname) for one in record._meta.concrete_fields)
    return "\n".join(
        bytes(value).decode(errors="replace")
        if isinstance(value, bytes | memoryview)
        else str(value)
        for value in values
    )
