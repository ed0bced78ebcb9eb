"""The log in Indonesian: what an action is called on the screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Mode, Outcome, State
from kentongan.audit.models import AuditEvent
from kentongan.entities.models import Verdict

ACTIONS = {
    "access.attempt": _("mencoba membuka yang bukan bagiannya"),
    "account.decided": _("memutuskan usul perubahan akun"),
    "account.disabled": _("menutup akun"),
    "account.invited": _("mengundang petugas"),
    "account.made": _("membuat akun"),
    "account.proposed": _("mengusulkan perubahan akun"),
    "account.role": _("mengganti peran akun"),
    "alert_budget.set": _("menetapkan anggaran peringatan"),
    "alert.assigned": _("menyerahkan peringatan"),
    "alert.brought_forward": _("mengangkat dari daftar pantau"),
    "alert.corrected": _("mengoreksi peringatan karena orangnya dinilai lain"),
    "alert.listed": _("melihat peringatan di daftar"),
    "alert.moved": _("memindahkan tahap peringatan"),
    "alert.noted": _("menulis catatan peringatan"),
    "alert.overdue": _("mengingatkan peringatan terlambat"),
    "alert.promoted": _("menjadikan peringatan"),
    "alert.raised": _("memunculkan peringatan"),
    "alert.read": _("membuka peringatan"),
    "alert.set_aside": _("menaruh di daftar pantau"),
    "alert.signal_added": _("menambah temuan peringatan"),
    "alert.taken_up": _("mengambil peringatan"),
    "application.annex_exported": _("mencetak lampiran BAP"),
    "application.followed_up": _("mencatat kelanjutan pemohon"),
    "audit.anchored": _("menyimpan jangkar jejak"),
    "audit.exported": _("mengunduh jejak"),
    "audit.found_broken": _("menemukan jejak rusak"),
    "audit.inspected": _("memeriksa jejak"),
    "audit.read": _("melihat jejak sebuah catatan"),
    "audit.sealed": _("memusnahkan jejak lama"),
    "audit.searched": _("mencari di jejak"),
    "backup.made": _("membuat cadangan"),
    "backup.restored": _("memulihkan cadangan"),
    "break_glass.allowed": _("mengizinkan akses darurat"),
    "break_glass.asked": _("meminta izin akses darurat"),
    "break_glass.opened": _("membuka dengan akses darurat"),
    "break_glass.reviewed": _("menilai akses darurat"),
    "code.issued": _("memberi kode sekali pakai"),
    "conflict.declared": _("menyatakan benturan kepentingan"),
    "conflict.ended": _("mengakhiri benturan kepentingan"),
    "consent.recorded": _("mencatat persetujuan"),
    "consent.withdrawn": _("mencabut persetujuan"),
    "factor.added": _("menambah faktor kedua"),
    "factor.removed": _("menghapus faktor kedua"),
    "factor.reset": _("mengatur ulang faktor kedua"),
    "history.replayed": _("menelusuri riwayat laporan"),
    "hold.confirmed": _("mengesahkan penahanan data"),
    "hold.proposed": _("mengusulkan penahanan data"),
    "hold.release_proposed": _("mengusulkan akhir penahanan data"),
    "hold.released": _("mengakhiri penahanan data"),
    "import.columns_chosen": _("membetulkan kolom impor"),
    "import.committed": _("memasukkan impor"),
    "import.downloaded": _("mengunduh laporan baris impor"),
    "import.listed": _("melihat daftar impor"),
    "import.read": _("membuka impor"),
    "import.received": _("mengirim berkas impor"),
    "import.refused": _("menolak berkas impor"),
    "import.undone": _("membatalkan impor"),
    "incident.begun": _("mencatat insiden data"),
    "incident.letter_printed": _("mencetak surat insiden"),
    "keys.rotated": _("mengganti kunci data"),
    "letter.printed": _("mencetak surat kepada pemohon"),
    "letter.read": _("membuka surat kepada pemohon"),
    "letter.delivered": _("mengunduh surat kepada pemohon"),
    "label.kept": _("mempertahankan tingkat rahasia"),
    "label.lowered": _("menurunkan tingkat rahasia"),
    "label.proposed": _("mengusulkan tingkat lebih rendah"),
    "label.raised": _("menaikkan tingkat rahasia"),
    "login.closed": _("akun ditahan sebentar: terlalu banyak gagal masuk"),
    "login.done": _("masuk"),
    "login.failed": _("gagal masuk"),
    "logout.done": _("keluar"),
    "password.set": _("memasang kata sandi"),
    "posting.begun": _("memulai penugasan desa"),
    "posting.ended": _("mengakhiri penugasan desa"),
    "privacy.register_exported": _("mengunduh daftar data pribadi"),
    "readiness.countersigned": _("ikut menandatangani kesiapan"),
    "readiness.signed": _("menandatangani kesiapan"),
    "readiness.withdrawn": _("mencabut kesiapan"),
    "person.asked_at_counter": _("bertanya tentang orang di loket"),
    "person.judged": _("menilai dua sebutan orang"),
    "person.listed": _("melihat orang di daftar"),
    "person.read": _("membuka halaman orang"),
    "record.assigned": _("menugaskan catatan"),
    "record.excluded": _("menutup catatan bagi seseorang"),
    "record.included": _("membuka lagi catatan bagi seseorang"),
    "referral.answered": _("menjawab rujukan pemohon"),
    "referral.listed": _("melihat daftar rujukan pemohon"),
    "referral.sent": _("merujuk pemohon"),
    "report.listed": _("melihat laporan di daftar"),
    "report.read": _("membuka laporan"),
    "report.recorded": _("mencatat laporan"),
    "report.revised": _("mengubah laporan"),
    "reports.imported": _("memasukkan laporan dari daftar"),
    "reports.withdrawn": _("menarik laporan dari daftar"),
    "retention.approved": _("menyetujui pemusnahan"),
    "retention.destroyed": _("memusnahkan data"),
    "retention.replayed": _("memusnahkan lagi sesudah pemulihan"),
    "retention.swept": _("menjalankan jadwal retensi"),
    "rule.decided": _("memutuskan pemakaian aturan"),
    "rule.rehearsed": _("menguji coba aturan"),
    "seal.erase_missed": _("mencoba menghapus identitas tersegel"),
    "seal.erased": _("menghapus identitas tersegel"),
    "seal.erased_by_receipt": _("identitas dihapus oleh pelapor"),
    "seal.first_lapsed": _("pembukaan segel kedaluwarsa"),
    "seal.first_opened": _("membuka lapis pertama segel"),
    "seal.kept": _("menyegel identitas pelapor"),
    "seal.key_made": _("membuat kunci segel"),
    "seal.key_retired": _("menarik kunci segel"),
    "seal.opened": _("membuka segel identitas"),
    "seal.progress": _("memperbarui segel"),
    "seal.requested": _("meminta pembukaan segel"),
    "seal.wrong_words": _("salah kata sandi segel"),
    "session.ended": _("sesi diakhiri"),
    "share.accepted": _("menerima berbagi"),
    "share.answered": _("menjawab berbagi"),
    "share.approved": _("menyetujui berbagi"),
    "share.delivered": _("mengirim salinan"),
    "share.offered": _("menawarkan berbagi"),
    "share.proposed": _("mengusulkan berbagi"),
    "share.read": _("membuka salinan"),
    "share.revoked": _("mencabut berbagi"),
    "share.transferred": _("mengalihkan berbagi"),
    "subject_request.approved": _("menyetujui jawaban pemilik data"),
    "subject_request.closed": _("menutup permintaan pemilik data"),
    "subject_request.exported": _("mengunduh jawaban pemilik data"),
    "subject_request.prepared": _("menyiapkan jawaban pemilik data"),
    "subject_request.received": _("menerima permintaan pemilik data"),
    "thing.hub_marked": _("menandai hal umum"),
    "thing.judged": _("menilai hal"),
    "thing.listed": _("melihat hal di daftar"),
    "thing.read": _("membuka hal"),
    "weekly_sheet.printed": _("mencetak lembar mingguan"),
}


DETAILS = {
    "about": _("tentang"),
    "accepted": _("diterima"),
    "agency": _("instansi nomor"),
    "alerts": _("peringatan"),
    "area": _("wilayah"),
    "at": _("pada"),
    "case": _("nomor perkara"),
    "category": _("jenis"),
    "change": _("usul nomor"),
    "code": _("kode"),
    "columns": _("kolom"),
    "count": _("banyaknya"),
    "days": _("hari"),
    "depth": _("kedalaman"),
    "door": _("lewat"),
    "erased": _("terhapus"),
    "evidence": _("dasar"),
    "failures": _("gagal"),
    "findings": _("temuan"),
    "first": _("dari"),
    "folders": _("folder"),
    "found": _("temuan"),
    "in_browser": _("disegel di peramban"),
    "is_hub": _("hal umum"),
    "justified": _("beralasan"),
    "key": _("kunci"),
    "keys": _("kunci"),
    "kind": _("jenis"),
    "label": _("tingkat"),
    "last": _("sampai"),
    "mails": _("surel"),
    "mentions": _("sebutan"),
    "mode": _("cara"),
    "moved": _("sebutan yang berpindah"),
    "new": _("menjadi"),
    "new_device": _("perangkat baru"),
    "number": _("nomor"),
    "office": _("kantor nomor"),
    "old": _("semula"),
    "opening": _("pembukaan nomor"),
    "outcome": _("hasil"),
    "person": _("orang nomor"),
    "profile": _("isi"),
    "proof": _("bukti diri"),
    "proofs": _("bukti diri"),
    "purpose": _("keperluan"),
    "region": _("wilayah"),
    "reports": _("laporan"),
    "role": _("peran"),
    "row": _("baris"),
    "rows": _("baris"),
    "rule": _("aturan"),
    "sha256": _("sidik berkas"),
    "shares": _("berbagi"),
    "size": _("ukuran"),
    "state": _("keadaan"),
    "tenths": _("sepersepuluh"),
    "to": _("ke"),
    "unreadable": _("tidak terbaca"),
    "until": _("sampai"),
    "verdict": _("penilaian"),
    "version": _("versi"),
    "was": _("semula"),
    "why": _("sebab"),
}
# The codes that people know by name; any other stands as it is.
CODES: dict[str, Any] = {
    **{
        choice.value: choice.label
        for kind in (Mode, State, Outcome, RoleKey, Verdict)
        for choice in kind
    },
    "True": _("ya"),
    "False": _("tidak"),
    "all": _("seluruhnya"),
    "own": _("sendiri"),
    "team": _("seluruh tim"),
    "home": _("halaman depan"),
    "None": "–",
}


def action_words(action: str) -> str:
    """The action as a person says it; one without words stands as it is."""
    return str(ACTIONS.get(action, action))


def line_of(event: AuditEvent) -> dict[str, object]:
    """One row of a table."""
    return {
        "event": event,
        "words": action_words(event.action),
        "detail": detail_words(event),
    }


def detail_words(event: AuditEvent) -> str:
    """``name: value`` pairs; long lists of subjects are counted elsewhere in the row."""
    pairs = [(name, value) for name, value in event.detail.items() if name != "subjects"]
    return ", ".join(
        f"{DETAILS.get(name, name)}: {value_words(name, value)}" for name, value in pairs
    )


def value_words(name: str, value: Any) -> str:
    """A value as people know it: a label by its name, a state in words."""
    if name in {"label", "was", "to"} and isinstance(value, int) and value in Label:
        return str(Label(value).label)
    if isinstance(value, list):
        return "; ".join(value_words(name, one) for one in value)
    return str(CODES.get(str(value), value))
