"""Who may write, revise and grade reports; each check raises ``Refused`` with the reason."""

from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind, Reach, cell
from kentongan.accounts.models import Agency, User
from kentongan.reports.content import UNGRADED, Content
from kentongan.reports.models import Report


def check_may_report(by: User, agency: Agency | None) -> None:
    """Whoever the policy lets report, for the own agency; analysts also for another one."""
    check_may(by, Kind.REPORT, "create")
    if agency is None or by.office_id is None:
        raise Refused(_("Akun Anda belum terhubung dengan kantor. Hubungi admin sistem."))
    if agency != by.agency and not weighs_reports(by):
        raise Refused(_("Anda hanya dapat melapor atas nama instansi sendiri."))


def weighs_reports(by: User) -> bool:
    """Whether this role reads and revises the whole office's reports: analyst, section head."""
    found = cell(by, Kind.REPORT)
    return found.reach is Reach.OFFICE and "revise" in found.may


def sees_others(viewer: User) -> bool:
    """Whether this role reads more than the own reports."""
    return cell(viewer, Kind.REPORT).reach in {Reach.AREA, Reach.OFFICE}


def check_may_grade(by: User, content: Content, before: tuple[str, str] = UNGRADED) -> None:
    """The 6×6 grading is changed only by those who compare sources."""
    if content.grading != before and not weighs_reports(by):
        raise Refused(_("Nilai sumber dan isi laporan ditetapkan oleh analis."))


def check_may_revise(by: User, report: Report) -> None:
    """Whoever the policy lets revise, among the reports that person sees (the reader checks)."""
    check_may(by, Kind.REPORT, "revise")
    if report.withdrawn_at is not None:
        raise Refused(_("Laporan ini sudah ditarik bersama impornya, jadi tidak diubah lagi."))


def check_may_protect(by: User, report: Report) -> None:
    """The author alone says whom to protect, as long as something would erase it again."""
    check_may(by, Kind.PROTECTED_PERSON, "create")
    if report.author_id != by.pk:
        raise Refused(_("Hanya penulis laporan yang mencatat siapa yang perlu dilindungi."))
    if report.withdrawn_at is not None or not report.voice:
        raise Refused(_("Laporan ini sudah ditarik atau dihapus, jadi tidak ditambah lagi."))
