"""The log in Indonesian: what an action is called on the screen."""

from django.utils.translation import gettext_lazy as _

from kentongan.audit.models import AuditEvent

ACTIONS = {
    "access.attempt": _("mencoba membuka yang bukan bagiannya"),
    "alert.assigned": _("menyerahkan peringatan"),
    "alert.listed": _("melihat peringatan di daftar"),
    "alert.moved": _("memindahkan tahap peringatan"),
    "alert.noted": _("menulis catatan peringatan"),
    "alert.overdue": _("mengingatkan peringatan terlambat"),
    "alert.raised": _("memunculkan peringatan"),
    "alert.read": _("membuka peringatan"),
    "alert.signal_added": _("menambah temuan peringatan"),
    "alert.taken_up": _("mengambil peringatan"),
    "audit.anchored": _("menyimpan jangkar jejak"),
    "audit.exported": _("mengunduh jejak"),
    "audit.found_broken": _("menemukan jejak rusak"),
    "audit.inspected": _("memeriksa jejak"),
    "audit.read": _("melihat jejak sebuah catatan"),
    "audit.sealed": _("memusnahkan jejak lama"),
    "audit.searched": _("mencari di jejak"),
    "import.downloaded": _("mengunduh laporan baris impor"),
    "import.listed": _("melihat daftar impor"),
    "import.read": _("membuka impor"),
    "report.listed": _("melihat laporan di daftar"),
    "report.read": _("membuka laporan"),
    "report.recorded": _("mencatat laporan"),
    "report.revised": _("mengubah laporan"),
    "reports.imported": _("memasukkan laporan dari daftar"),
    "reports.withdrawn": _("menarik laporan dari daftar"),
    "thing.hub_marked": _("menandai hal umum"),
    "thing.judged": _("menilai hal"),
    "thing.listed": _("melihat hal di daftar"),
    "thing.read": _("membuka hal"),
    "weekly_sheet.printed": _("mencetak lembar mingguan"),
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
    return ", ".join(f"{name}: {value}" for name, value in pairs)
