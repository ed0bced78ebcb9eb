"""The policy in plain words: what somebody may see, do, and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.access.labels import NAMED_READERS, Label
from kentongan.access.policy import Cell, Kind, Purpose, Reach, cell, purposes_of
from kentongan.accounts.models import User

KINDS = {
    Kind.REPORT: gettext_lazy("Laporan"),
    Kind.ALERT: gettext_lazy("Peringatan"),
    Kind.ENTITY: gettext_lazy("Hal (nomor, rekening, akun, perusahaan)"),
    Kind.PERSON: gettext_lazy("Terduga perekrut"),
    Kind.PROTECTED_PERSON: gettext_lazy("Orang yang dilindungi"),
    Kind.IMPORT: gettext_lazy("Impor daftar"),
    Kind.WEEKLY_SHEET: gettext_lazy("Lembar mingguan"),
    Kind.CASE: gettext_lazy("Dasar dan riwayat peringatan"),
    Kind.REPORTER: gettext_lazy("Identitas pelapor"),
    Kind.SHARE: gettext_lazy("Berbagi dengan instansi lain"),
    Kind.AUDIT: gettext_lazy("Catatan pemakaian"),
    Kind.ACCOUNT: gettext_lazy("Akun petugas"),
    Kind.PRIVACY: gettext_lazy("Perlindungan data pribadi"),
    Kind.INTERVIEW: gettext_lazy("Permohonan paspor"),
    Kind.APPLICANT: gettext_lazy("Pemohon paspor"),
    Kind.DESK_QUALITY: gettext_lazy("Mutu loket paspor"),
    Kind.REFERRAL: gettext_lazy("Rujukan pemohon"),
}
REACHES = {
    Reach.NONE: gettext_lazy("tidak membaca"),
    Reach.OWN: gettext_lazy("yang Anda tulis sendiri atau yang diserahkan kepada Anda"),
    Reach.AREA: gettext_lazy("yang ada di wilayah Anda"),
    Reach.OFFICE: gettext_lazy("semua milik kantor Anda"),
}
PURPOSES = {
    Purpose.PREVENT: gettext_lazy("mencegah perdagangan orang"),
    Purpose.PASSPORT_CHECK: gettext_lazy("memeriksa permohonan paspor"),
    Purpose.INVESTIGATE: gettext_lazy("penyelidikan"),
    Purpose.VICTIM_SERVICE: gettext_lazy("layanan bagi korban"),
    Purpose.DATA_CHECK: gettext_lazy("mencocokkan data kependudukan"),
    Purpose.STATISTICS: gettext_lazy("statistik"),
    Purpose.OVERSIGHT: gettext_lazy("pengawasan"),
}
DEEDS = {
    "create": gettext_lazy("membuat"),
    "revise": gettext_lazy("mengubah"),
    "raise_label": gettext_lazy("menaikkan tingkat kerahasiaan"),
    "lower_label": gettext_lazy("mengusulkan atau menyetujui penurunan tingkat"),
    "take": gettext_lazy("mengambil"),
    "verify": gettext_lazy("memeriksa"),
    "assess": gettext_lazy("menilai risiko"),
    "act": gettext_lazy("menindaklanjuti"),
    "record_outcome": gettext_lazy("mencatat hasil"),
    "close": gettext_lazy("menutup"),
    "assign": gettext_lazy("menyerahkan kepada petugas"),
    "promote": gettext_lazy("mengangkat dari daftar pantau"),
    "decide_rule": gettext_lazy("memutuskan aturan mana yang memperingatkan"),
    "set_budget": gettext_lazy("menetapkan anggaran peringatan"),
    "judge": gettext_lazy("menilai hal umum"),
    "commit": gettext_lazy("memasukkan"),
    "undo": gettext_lazy("membatalkan"),
    "exclude": gettext_lazy("mengecualikan orang atau instansi"),
    "record_conflict": gettext_lazy("mencatat benturan kepentingan"),
    "break_glass": gettext_lazy("membuka satu catatan dalam keadaan darurat"),
    "allow_break_glass": gettext_lazy("mengizinkan buka darurat"),
    "review_break_glass": gettext_lazy("meninjau buka darurat"),
    "seal": gettext_lazy("menyegel"),
    "request": gettext_lazy("meminta dibuka"),
    "unseal": gettext_lazy("membuka segel bersama orang kedua"),
    "accept": gettext_lazy("menerima"),
    "approve": gettext_lazy("menyetujui"),
    "revoke": gettext_lazy("mencabut"),
    "propose": gettext_lazy("mengusulkan keputusan"),
    "decide": gettext_lazy("memutuskan"),
    "decide_grave": gettext_lazy("menunda atau menolak sebagai petugas kedua"),
    "examine": gettext_lazy("mencatat hasil pemeriksaan (BAP)"),
    "review": gettext_lazy("menjawab keberatan"),
    "enter_interest": gettext_lazy("membuat catatan perhatian"),
    "review_interest": gettext_lazy("meninjau dan memperpanjang catatan perhatian"),
    "import_queue": gettext_lazy("memuat antrean hari ini"),
    "load_list": gettext_lazy("memuat daftar perusahaan dan biro"),
    "suspend_rule": gettext_lazy("menghentikan aturan loket"),
    "note": gettext_lazy("menjawab rujukan"),
    "hold": gettext_lazy("menahan pemusnahan"),
    "destroy": gettext_lazy("memusnahkan"),
    "team": gettext_lazy("melihat jejak tim tanpa rinciannya"),
    "invite": gettext_lazy("mengundang orang"),
    "change": gettext_lazy("mengubah peran dan penempatan"),
    "disable": gettext_lazy("menonaktifkan akun"),
    "answer": gettext_lazy("menjawab pemilik data"),
}


@dataclass(frozen=True)
class Row:
    """One kind of record as the page "what may I see" shows it."""

    kind: str
    reach: str
    label: str
    deeds: list[str]
    notes: list[str]


def row_of(kind: Kind, found: Cell) -> Row:
    """One cell in words."""
    reads = found.reach is not Reach.NONE
    notes = []
    if reads and found.label >= NAMED_READERS:
        notes.append(_("Rahasia perorangan: hanya yang Anda tulis atau yang diserahkan."))
    if found.special:
        notes.append(_("Termasuk jalur khusus (laporan tentang petugas atau pejabat)."))
    label = _("sampai tingkat %(label)s") % {"label": Label(found.label).label} if reads else ""
    deeds = [str(DEEDS.get(deed, deed)) for deed in sorted(found.may)]
    return Row(str(KINDS[kind]), str(REACHES[found.reach]), label, deeds, notes)


def rights_of(viewer: User) -> list[Row]:
    """One row for each kind of record the role has to do with."""
    cells = {kind: cell(viewer, kind) for kind in Kind}
    return [row_of(kind, found) for kind, found in cells.items() if not found.is_empty]


def closed_to(viewer: User) -> list[str]:
    """The kinds of record the role has nothing to do with."""
    return [str(KINDS[kind]) for kind in Kind if cell(viewer, kind).is_empty]


def purposes_in_words(viewer: User) -> list[str]:
    """What the role reads for, the usual purpose first."""
    return [str(PURPOSES[purpose]) for purpose in purposes_of(viewer)]
